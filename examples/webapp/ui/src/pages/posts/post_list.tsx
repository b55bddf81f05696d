// SPDX-License-Identifier: BSL-1.0
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Post } from '@/api/posts';
import { PostRow } from './post_row';
import classes from './post_list.module.css';

/** Posts as rows, or as cards where there is little room. */
export function PostList({ posts, label, ref, busy = false }: { posts: Post[]; label?: string; ref?: Ref<HTMLUListElement>; busy?: boolean }) {
  const { t } = useTranslation('posts');
  return (
    <div className={classes['room']}>
      <ul ref={ref} className={classes['list']} aria-label={label ?? t('list.label')} aria-busy={busy} data-dim={busy || undefined}>
        {posts.map((post) => (
          <PostRow key={post.id} post={post} />
        ))}
      </ul>
    </div>
  );
}
