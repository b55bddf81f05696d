// SPDX-License-Identifier: BSL-1.0
import { Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import { BusyButton } from '@/components/busy_button';
import { RelativeTime } from '@/components/relative_time';
import type { Check } from '../channels/check';
import { CheckButton } from '../channels/check_button';
import { usePause } from '../channels/use_pause';
import classes from './channel.module.css';

/** Whether it works, at a glance, and the two things that are done about it. */
export function Health({ channel, check }: { channel: Channel; check: Check }) {
  const { t } = useTranslation('channels');
  const pause = usePause();
  const { state } = channel;
  return (
    <section className={classes['health']} aria-labelledby="health">
      <h2 id="health">{t('health')}</h2>
      <dl>
        {channel.problem && (
          <div>
            <dt>{t('broken_since')}</dt>
            <dd>
              <RelativeTime at={channel.problem.at} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('last_delivered')}</dt>
          <dd>{channel.last_delivered_at ? <RelativeTime at={channel.last_delivered_at} /> : t('never_delivered')}</dd>
        </div>
        <div>
          <dt>{t('under_way')}</dt>
          <dd>{channel.pending > 0 ? t('pending', { count: channel.pending }) : t('nothing_pending')}</dd>
        </div>
        <div>
          <dt>{t('created')}</dt>
          <dd>
            <RelativeTime at={channel.created_at} show="absolute" />
          </dd>
        </div>
      </dl>
      <div className={classes['acts']}>
        <CheckButton check={check} name={channel.name} />
        {state !== 'needs_attention' && (
          <BusyButton
            size="sm"
            variant="default"
            leftSection={state === 'paused' ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
            busy={pause.busy}
            onClick={() => pause.toggle(channel)}
          >
            {t(state === 'paused' ? 'resume' : 'pause')}
          </BusyButton>
        )}
      </div>
    </section>
  );
}
