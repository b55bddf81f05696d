// SPDX-License-Identifier: BSL-1.0
import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Plus, SquarePen } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import { NetworkIcon } from '@/components/network_icon';
import { PageHeading } from '@/components/page_heading';
import { AccountHint } from '../channels/account_hint';
import { useCheck } from '../channels/check';
import { CheckResult } from '../channels/check_result';
import { useNetworkName } from '@/i18n/network_name';
import classes from './channel_new.module.css';

/** A channel was added: whether it works is asked at once, without anything being sent. */
export function Added({ channel, onAnother }: { channel: Channel; onAnother: () => void }) {
  const { t } = useTranslation('channels');
  const networkName = useNetworkName();
  const check = useCheck(channel.id);
  const begun = useRef(false);
  const { run } = check;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    run();
  }, [run]);
  const broken = check.result?.state === 'unusable';
  const { id, name, connector, hint } = channel;
  return (
    <>
      <PageHeading>{t('added', { name })}</PageHeading>
      <div className={classes['added']}>
        <div className={classes['network']}>
          <NetworkIcon connector={connector} size={40} />
          <div>
            <p className={classes['addedName']}>{name}</p>
            <p className={classes['account']}>
              {networkName(connector)} · <AccountHint hint={hint} />
            </p>
          </div>
        </div>
        <CheckResult
          check={check}
          connector={connector}
          repair={
            <Button size="sm" renderRoot={(props) => <Link {...props} to="/channels/$id" params={{ id }} />}>
              {t('correct')}
            </Button>
          }
        />
        <Group gap="sm">
          <Button
            variant={broken ? 'default' : 'filled'}
            leftSection={<SquarePen size={17} aria-hidden />}
            renderRoot={(props) => <Link {...props} to="/compose" search={{ channels: id }} />}
          >
            {t('write')}
          </Button>
          <Button variant="default" leftSection={<Plus size={17} aria-hidden />} onClick={onAnother}>
            {t('connect_another')}
          </Button>
          <Button variant="subtle" component={Link} to="/channels">
            {t('see_all')}
          </Button>
        </Group>
      </div>
    </>
  );
}
