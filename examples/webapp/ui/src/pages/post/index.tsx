// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import { PageHeading } from '@/components/page_heading';

export default function PostPage() {
  const { t } = useTranslation('posts');
  return <PageHeading>{t('one_title')}</PageHeading>;
}
