// SPDX-License-Identifier: BSL-1.0
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { preference, setPreference } from '@/preferences';
import { typeset, type Texts } from './typography';

export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name. */
export const languageNames: Record<Language, string> = { fr: 'Français', en: 'English' };

const loaders: Record<Language, () => Promise<{ default: Texts }>> = {
  fr: () => import('./fr'),
  en: () => import('./en'),
};

/** The language chosen here, else the first of the browser's that we speak, else English. */
export function detectLanguage(chosen: string, wanted: readonly string[]): Language {
  for (const tag of [chosen, ...wanted]) {
    const known = languages.find((language) => tag.toLowerCase().startsWith(language));
    if (known) return known;
  }
  return 'en';
}

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'common')) return;
  const texts = typeset((await loaders[language]()).default, language);
  for (const [namespace, keys] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, keys);
}

async function speak(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Before the first page: afterwards texts are there whenever a component asks. */
export async function startTranslation(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    defaultNS: 'common',
    ns: ['common'],
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
    returnNull: false,
    showSupportNotice: false,
  });
  await speak(detectLanguage(preference('language'), navigator.languages));
}

/** The user's choice; kept. */
export async function chooseLanguage(language: Language): Promise<void> {
  setPreference('language', language);
  await speak(language);
}
