// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';

/** Back to the page that led here, with whatever its address says. */
export function WayBack({ to, primary = false }: { to: string; primary?: boolean }) {
  const { t } = useTranslation('channels');
  const router = useRouter();
  const ofPost = /^\/(posts\/|compose)/.test(to);
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    router.history.push(to);
  };
  return (
    <Button
      component="a"
      href={to}
      size={primary ? 'sm' : 'compact-sm'}
      variant={primary ? 'filled' : 'subtle'}
      leftSection={<ArrowLeft size={16} aria-hidden />}
      onClick={go}
    >
      {t(ofPost ? 'back_to_post' : 'common:back')}
    </Button>
  );
}
