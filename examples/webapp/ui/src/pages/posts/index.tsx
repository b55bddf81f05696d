// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import { PageHeading } from '@/components/page_heading';

export default function PostsPage() {
  const { t } = useTranslation('posts');
  return <PageHeading>{t('title')}</PageHeading>;
}
