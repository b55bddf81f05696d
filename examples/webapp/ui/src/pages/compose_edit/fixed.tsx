// SPDX-License-Identifier: BSL-1.0
import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Post } from '@/api/posts';
import { Notice } from '@/components/notice';
import { PageHeading } from '@/components/page_heading';
import { StatusChip } from '@/components/status_chip';
import classes from './compose_edit.module.css';

interface Props {
  post: Post;
  onDuplicate: () => void;
}

const why: Partial<Record<Post['state'], string>> = {
  sending: 'edit.sending', cancelled: 'edit.cancelled', missed: 'edit.over', failed: 'edit.over', unconfirmed: 'edit.over',
};

/** A post that cannot be edited any more: why, and what it said, to be written anew. */
export function Fixed({ post, onDuplicate }: Props) {
  const { t } = useTranslation('compose');
  return (
    <>
      <PageHeading>{t('edit.title_fixed')}</PageHeading>
      <div className={classes['fixed']}>
        <StatusChip of="post" state={post.state} />
        <Notice tone="info" what={t(why[post.state] ?? 'edit.gone')} />
        <p className={classes['message']}>{post.text}</p>
        <Group gap="sm">
          <Button leftSection={<Copy size={17} aria-hidden />} onClick={onDuplicate}>
            {t('edit.duplicate')}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/posts/$id" params={{ id: post.id }} {...props} />}>
            {t('edit.see')}
          </Button>
        </Group>
      </div>
    </>
  );
}
