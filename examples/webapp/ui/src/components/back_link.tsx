// SPDX-License-Identifier: BSL-1.0
import { useRouter } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { MouseEvent } from 'react';
import classes from './back_link.module.css';

/** The way to where one came from: an address of ours, with whatever it searches for. */
export function useGo(to: string) {
  const router = useRouter();
  return {
    href: to,
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
      event.preventDefault();
      router.history.push(to);
    },
  };
}

export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <a {...useGo(to)} className={classes['back']}>
      <ArrowLeft size={16} aria-hidden />
      {children}
    </a>
  );
}
