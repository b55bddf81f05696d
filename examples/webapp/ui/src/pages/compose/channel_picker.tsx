// SPDX-License-Identifier: BSL-1.0
import { Anchor, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useId, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import { NetworkIcon } from '@/components/network_icon';
import { StatusChip } from '@/components/status_chip';
import { useFailureWords } from '@/i18n/failure_words';
import { useNetworkName } from '@/i18n/network_name';
import classes from './channel_picker.module.css';

/** More than these are searched. */
const seenAtOnce = 6;

interface Props {
  /** In the order they are shown in. */
  channels: Channel[];
  chosen: Channel[];
  /** Ids of those that the post goes to already: they can be chosen, even while nothing can be sent to them. */
  kept?: string[] | undefined;
  onChange: (ids: string[]) => void;
  error: string;
  disabled: boolean;
  /** The first one that can be chosen. */
  firstRef: Ref<HTMLInputElement>;
}

/** Where the message goes. What cannot be sent to is listed too, with the reason and the way to repair it. */
export function ChannelPicker({ channels, chosen, kept = [], onChange, error, disabled, firstRef }: Props) {
  const { t } = useTranslation('compose');
  const errorId = useId();
  const networkName = useNetworkName();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const shown = channels.filter((channel) =>
    `${channel.name} ${networkName(channel.connector)}`.toLocaleLowerCase().includes(wanted),
  );
  const canBeChosen = ({ id, state }: Channel) => state === 'active' || kept.includes(id);
  const usable = shown.filter(canBeChosen);
  const unusable = shown.filter((channel) => !canBeChosen(channel));
  const ids = chosen.map((channel) => channel.id);
  const toggle = (id: string) => onChange(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]);

  return (
    <fieldset className={classes['picker']} aria-describedby={error ? errorId : undefined}>
      <legend className={classes['legend']}>
        {t('channels')}
        {chosen.length > 0 && <span className={classes['count']}>{t('channels_chosen', { count: chosen.length })}</span>}
      </legend>
      {channels.length > seenAtOnce && (
        <TextInput
          type="search"
          aria-label={t('channels_search')}
          placeholder={t('channels_search')}
          leftSection={<Search size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          mb="xs"
        />
      )}
      {error && (
        <p id={errorId} className={classes['error']}>
          {error}
        </p>
      )}
      <div className={channels.length > seenAtOnce ? classes['scroll'] : undefined}>
        <ul className={classes['tiles']}>
          {usable.map((channel, index) => (
            <li key={channel.id}>
              <label className={classes['tile']}>
                <input
                  ref={index === 0 ? firstRef : undefined}
                  type="checkbox"
                  checked={ids.includes(channel.id)}
                  disabled={disabled}
                  onChange={() => toggle(channel.id)}
                />
                <NetworkIcon connector={channel.connector} size={24} />
                <span className={classes['names']}>
                  <span className={classes['name']}>{channel.name}</span>
                  <span className={classes['network']}>{networkName(channel.connector)}</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
        {shown.length === 0 && <p className={classes['none']}>{t('channels_none_found', { search: search.trim() })}</p>}
        {unusable.length > 0 && (
          <ul className={classes['unusable']}>
            {unusable.map((channel) => (
              <Unusable key={channel.id} channel={channel} />
            ))}
          </ul>
        )}
      </div>
    </fieldset>
  );
}

/** Listed, so that nobody looks for it; why it cannot be chosen, and what to do. */
function Unusable({ channel }: { channel: Channel }) {
  const { t } = useTranslation('compose');
  const reasonId = useId();
  const words = useFailureWords();
  const reason = channel.problem ? words.failure(channel.problem, channel.connector).what : t('paused_reason');
  return (
    <li className={classes['row']}>
      <label className={classes['rowLabel']}>
        <input type="checkbox" disabled checked={false} readOnly aria-describedby={reasonId} />
        <NetworkIcon connector={channel.connector} size={24} labelled />
        <span className={classes['name']}>{channel.name}</span>
      </label>
      <StatusChip of="channel" state={channel.state} />
      <p id={reasonId} className={classes['reason']}>
        {reason}{' '}
        <Anchor renderRoot={(props) => <Link to="/channels/$id" params={{ id: channel.id }} {...props} />} size="sm" className={classes['repair']}>
          {channel.problem?.class === 'auth' ? t('reconnect') : t('edit_channel')}
        </Anchor>
      </p>
    </li>
  );
}
