// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import type { Post } from '@/api/posts';
import { PostRow } from './post_row';
import classes from './post_list.module.css';

interface Props {
  posts: Post[];
  label?: string;
  busy?: boolean;
  /** When they go out comes first. */
  planned?: boolean;
}

/** Posts as rows, or as cards where there is little room. */
export function PostList({ posts, label, busy = false, planned = false }: Props) {
  const { t } = useTranslation('posts');
  return (
    <div className={classes['room']}>
      <ul className={classes['list']} aria-label={label ?? t('list.label')} aria-busy={busy} data-dim={busy || undefined}>
        {posts.map((post) => (
          <PostRow key={post.id} post={post} planned={planned} />
        ))}
      </ul>
    </div>
  );
}
