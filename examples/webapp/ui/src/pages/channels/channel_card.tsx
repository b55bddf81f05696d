// SPDX-License-Identifier: BSL-1.0
import { ActionIcon, Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Ellipsis, Pause, Pencil, Play, Radar, Unplug } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import { BusyButton } from '@/components/busy_button';
import { FailureNotice } from '@/components/failure_notice';
import { MenuButton, type MenuEntry } from '@/components/menu_button';
import { NetworkIcon } from '@/components/network_icon';
import { RelativeTime } from '@/components/relative_time';
import { StatusChip } from '@/components/status_chip';
import { useNetworkName } from '@/i18n/network_name';
import { AccountHint } from './account_hint';
import classes from './channel_card.module.css';
import { useCheck } from './check';
import { CheckButton } from './check_button';
import { CheckResult } from './check_result';
import { DisconnectDialog } from './disconnect_dialog';
import { usePause } from './use_pause';

/** A channel: where it leads, whether it works, and what can be done about it. */
export function ChannelCard({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const networkName = useNetworkName();
  const check = useCheck(channel.id);
  const pause = usePause();
  const nameId = useId();
  const { id, name, connector, state, problem } = channel;
  // What was just found out says more than what was known.
  const known = problem && !check.busy && check.result?.state !== 'unusable';
  const repair = (
    <Button size="sm" renderRoot={(props) => <Link {...props} to="/channels/$id" params={{ id }} />}>
      {t('reconnect')}
    </Button>
  );
  return (
    <li className={classes['item']}>
      <article className={classes['card']} aria-labelledby={nameId}>
        <div className={classes['head']}>
          <NetworkIcon connector={connector} size={40} />
          <div className={classes['names']}>
            <h2 id={nameId} className={classes['name']}>
              <Link to="/channels/$id" params={{ id }}>
                {name}
              </Link>
            </h2>
            <p className={classes['account']}>
              {networkName(connector)} · <AccountHint hint={channel.hint} />
            </p>
          </div>
          <CardMenu channel={channel} onCheck={check.run} onPause={() => pause.toggle(channel)} />
        </div>
        <div className={classes['state']}>
          <StatusChip of="channel" state={state} />
          {channel.pending > 0 && <span>{t('pending', { count: channel.pending })}</span>}
        </div>
        {known && <FailureNotice failure={problem} connector={connector} action={repair} />}
        {state === 'paused' && <p className={classes['resting']}>{t('paused_text')}</p>}
        <CheckResult check={check} connector={connector} repair={repair} />
        <div className={classes['foot']}>
          <dl className={classes['last']}>
            <dt>{t('last_delivered')}</dt>
            <dd>{channel.last_delivered_at ? <RelativeTime at={channel.last_delivered_at} /> : t('never_delivered')}</dd>
          </dl>
          {state === 'paused' ? (
            <BusyButton
              size="sm"
              variant="default"
              leftSection={<Play size={16} aria-hidden />}
              busy={pause.busy}
              aria-label={t('resume_named', { name })}
              onClick={() => pause.toggle(channel)}
            >
              {t('resume')}
            </BusyButton>
          ) : (
            <CheckButton check={check} name={name} />
          )}
        </div>
      </article>
    </li>
  );
}

function CardMenu({ channel, onCheck, onPause }: { channel: Channel; onCheck: () => void; onPause: () => void }) {
  const { t } = useTranslation('channels');
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { id, name, state } = channel;
  const entries: MenuEntry[] = [
    { label: t('common:edit'), icon: Pencil, onClick: () => void navigate({ to: '/channels/$id', params: { id } }) },
    { label: t('check'), icon: Radar, onClick: onCheck },
  ];
  if (state === 'active') entries.push({ label: t('pause'), icon: Pause, onClick: onPause });
  if (state === 'paused') entries.push({ label: t('resume'), icon: Play, onClick: onPause });
  entries.push({ label: t('disconnect_dots'), icon: Unplug, danger: true, onClick: () => setAsking(true) });
  return (
    <>
      <MenuButton entries={entries} width={220}>
        {(opens) => (
          <ActionIcon {...opens} variant="subtle" color="gray" size={36} aria-label={t('menu', { name })}>
            <Ellipsis size={20} aria-hidden />
          </ActionIcon>
        )}
      </MenuButton>
      <DisconnectDialog channel={channel} opened={asking} onClose={() => setAsking(false)} />
    </>
  );
}
