// SPDX-License-Identifier: BSL-1.0
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { PageHeading } from '@/components/page_heading';
import { ChannelsLoaded } from './channels_loaded';
import { draftStore } from './draft';
import { takeHandedOver, type HandedOver } from './hand_over';
import { NewMessage } from './new_message';


const loadResult = () => import('./result');
const Result = lazy(async () => ({ default: (await loadResult()).Result }));

export default function ComposePage() {
  const { t } = useTranslation('compose');
  const { data: session } = useSession();
  const { sent, text, channels } = useSearch({ from: '/inside/compose' });
  const navigate = useNavigate();
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const user = session?.user.id;

  useEffect(() => {
    if (!user) return;
    const handed = takeHandedOver();
    if (handed) take(user, handed);
    if (text === undefined && channels === undefined) return;
    take(user, { text: text ?? '', ...(channels !== undefined && { channels: channels.split(',') }) });
    // Taken once: what is typed from now on counts, also after a reload.
    void navigate({ to: '/compose', search: {}, replace: true });
  }, [user, text, channels, navigate]);

  if (!user) return null;
  if (sent) {
    const compose = () => void navigate({ to: '/compose', search: {} });
    return (
      <Suspense fallback={<LoadingSkeleton rows={2} height={72} />}>
        <Result
          key={sent}
          id={sent}
          user={user}
          onWriteAnother={compose}
          onEditText={(again, to) => {
            take(user, { text: again, channels: to });
            compose();
          }}
        />
      </Suspense>
    );
  }
  return (
    <>
      <PageHeading>{t('title')}</PageHeading>
      <ChannelsLoaded>
        {(all) => (
          <NewMessage
            channels={all}
            user={user}
            onSending={() => void loadResult()}
            // Who has gone to another page meanwhile is not fetched back.
            onSent={(id) => here.current && void navigate({ to: '/compose', search: { sent: id }, replace: true })}
          />
        )}
      </ChannelsLoaded>
    </>
  );
}

/** Begins with a text from elsewhere. One that was there is put aside, not thrown away. */
function take(user: string, { text, channels }: HandedOver): void {
  const store = draftStore(user);
  const before = store.get().text;
  store.change({
    ...(text && { text }),
    ...(channels && { channels }),
    ...(text && before.trim() && before !== text && { aside: before }),
  });
}
