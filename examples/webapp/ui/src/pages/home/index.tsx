// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import { PageHeading } from '@/components/page_heading';

export default function HomePage() {
  const { t } = useTranslation('home');
  return <PageHeading>{t('title')}</PageHeading>;
}
