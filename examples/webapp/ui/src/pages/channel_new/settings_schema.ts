// SPDX-License-Identifier: BSL-1.0
import type { Connector } from '@/api/connectors';

/** One setting of a connector, as its JSON Schema (draft 7) describes it. All values are texts, as the API has them. */
export interface Setting {
  name: string;
  title: string;
  description: string;
  kind: 'text' | 'address' | 'number' | 'integer' | 'boolean' | 'choice';
  choices: string[];
  required: boolean;
  secret: boolean;
  initial: string;
  example: string;
  min: number | null;
  max: number | null;
  shortest: number;
  longest: number;
  pattern: RegExp | null;
}

type Rules = Record<string, unknown>;

const isRules = (value: unknown): value is Rules => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);
/** What is no text is written as its JSON text. */
const written = (value: unknown) => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

function patternOf(source: unknown): RegExp | null {
  if (typeof source !== 'string') return null;
  try {
    return new RegExp(source, 'u');
  } catch {
    // Another dialect: the server judges.
    return null;
  }
}

function kindOf(rules: Rules): Setting['kind'] {
  if (Array.isArray(rules['enum'])) return 'choice';
  const { type } = rules;
  if (type === 'number' || type === 'integer' || type === 'boolean') return type;
  return rules['format'] === 'uri' ? 'address' : 'text';
}

/** The settings a connector's form asks for, in the schema's order. */
export function settingsOf({ settings_schema: schema }: Pick<Connector, 'settings_schema'>): Setting[] {
  const properties = isRules(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(properties).map(([name, value]) => {
    const rules = isRules(value) ? value : {};
    const kind = kindOf(rules);
    const examples = Array.isArray(rules['examples']) ? rules['examples'] : [];
    return {
      name,
      title: textOf(rules['title']) || name,
      description: textOf(rules['description']),
      kind,
      choices: Array.isArray(rules['enum']) ? rules['enum'].map(written) : [],
      required: required.includes(name),
      secret: rules['writeOnly'] === true,
      initial: 'default' in rules ? written(rules['default']) : kind === 'boolean' ? 'false' : '',
      example: written(examples[0]),
      min: numberOf(rules['minimum']),
      max: numberOf(rules['maximum']),
      shortest: numberOf(rules['minLength']) ?? 0,
      longest: numberOf(rules['maxLength']) ?? 4096,
      pattern: patternOf(rules['pattern']),
    };
  });
}

/** A key of our texts under `setting_wrong`, and what it is filled in with. */
export type Complaint = [key: string, values?: Record<string, number>];

/** What seems wrong with a value; a hint, because it is the server that decides. */
export function complaintAbout(setting: Setting, value: string): Complaint | null {
  if (value === '') return setting.required ? ['missing'] : null;
  if (setting.kind === 'number' || setting.kind === 'integer') {
    const number = Number(value.replace(',', '.'));
    if (!Number.isFinite(number)) return ['no_number'];
    if (setting.kind === 'integer' && !Number.isInteger(number)) return ['no_integer'];
    if (setting.min !== null && number < setting.min) return ['too_small', { min: setting.min }];
    if (setting.max !== null && number > setting.max) return ['too_large', { max: setting.max }];
    return null;
  }
  const length = [...value].length;
  if (length < setting.shortest) return ['too_short', { min: setting.shortest }];
  if (length > setting.longest) return ['too_long', { max: setting.longest }];
  if (setting.kind === 'address' && !URL.canParse(value)) return ['no_address'];
  if (setting.pattern && !setting.pattern.test(value)) return ['no_match'];
  return null;
}

/** As the API has it: a number with a point. */
export function asSent(setting: Setting, value: string): string {
  return setting.kind === 'number' || setting.kind === 'integer' ? value.trim().replace(',', '.') : value.trim();
}
