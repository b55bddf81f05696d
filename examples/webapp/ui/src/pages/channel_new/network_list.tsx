// SPDX-License-Identifier: BSL-1.0
import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connector } from '@/api/connectors';
import { NetworkIcon } from '@/components/network_icon';
import { useNetworkName } from '@/i18n/network_name';
import classes from './channel_new.module.css';

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** All networks this server has a connector for; for the others, how to get one. */
export function NetworkList({ connectors }: { connectors: Connector[] }) {
  const { t } = useTranslation('channels');
  const networkName = useNetworkName();
  const [search, setSearch] = useState('');
  const shown = connectors.filter(({ id }) => folded(`${networkName(id)} ${id}`).includes(folded(search.trim())));
  return (
    <section className={classes['networks']} aria-labelledby="networks">
      <h2 id="networks">{t('pick')}</h2>
      <TextInput
        type="search"
        aria-label={t('pick_search')}
        placeholder={t('pick_search')}
        leftSection={<Search size={16} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ul>
        {shown.map(({ id }) => (
          <li key={id}>
            <Link to="/channels/new" search={{ network: id }} className={classes['pick']}>
              <NetworkIcon connector={id} size={28} />
              <span>{networkName(id)}</span>
              <ChevronRight size={18} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
      <div role="status">{shown.length === 0 && <p className={classes['none']}>{t('pick_none', { search: search.trim() })}</p>}</div>
      <p className={classes['missing']}>{t('pick_missing')}</p>
    </section>
  );
}
