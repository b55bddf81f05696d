// SPDX-License-Identifier: BSL-1.0
import { useMediaQuery } from '@mantine/hooks';
import type { NotificationData } from '@mantine/notifications';
import i18next from 'i18next';
import { lazy, Suspense, useSyncExternalStore } from 'react';

// Few visits see a notification at all: the first one loads what shows them.
const load = () => import('@mantine/notifications');
const Shown = lazy(async () => ({ default: (await load()).Notifications }));

let used = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says something in passing, for 8 seconds; returns the notification's id, to hide or change it. */
export async function notify(notification: NotificationData): Promise<string> {
  const { notifications } = await load();
  used = true;
  for (const listener of listeners) listener();
  return notifications.show({ closeButtonProps: { 'aria-label': i18next.t('common:close') }, ...notification });
}

export async function hideNotification(id: string): Promise<void> {
  (await load()).notifications.hide(id);
}

/** Where notifications appear; stands once around the pages. */
export function Notifications() {
  const wanted = useSyncExternalStore(subscribe, () => used);
  // On a phone the foot belongs to the page's own bars, and to the thumb.
  const phone = useMediaQuery('(max-width: 48em)');
  if (!wanted) return null;
  return (
    <Suspense>
      <Shown position={phone ? 'top-center' : 'bottom-center'} autoClose={8000} limit={3} />
    </Suspense>
  );
}
