// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import { PageHeading } from '@/components/page_heading';
import { PublicPage } from '@/components/public_page';

export default function RegisterPage() {
  const { t } = useTranslation('auth');
  return (
    <PublicPage>
      <PageHeading>{t('register.title')}</PageHeading>
    </PublicPage>
  );
}
