// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeChannel, useChannel, type Channel } from '@/api/channels';
import { useConnectors } from '@/api/connectors';
import { asProblem } from '@/api/problem';
import { BusyButton } from '@/components/busy_button';
import { FailureNotice } from '@/components/failure_notice';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { MessagePage } from '@/components/message_page';
import { NetworkIcon } from '@/components/network_icon';
import { Notice } from '@/components/notice';
import { PageHeading } from '@/components/page_heading';
import { ProblemAlert } from '@/components/problem_alert';
import { StatusChip } from '@/components/status_chip';
import { AccountHint } from '../channels/account_hint';
import { BackLink, useGo } from '@/components/back_link';
import { useCheck } from '../channels/check';
import { CheckResult } from '../channels/check_result';
import { DisconnectDialog } from '../channels/disconnect_dialog';
import { useNetworkName } from '@/i18n/network_name';
import { AddressSection } from './address_section';
import classes from './channel.module.css';
import { DetailsForm } from './details_form';
import { Health } from './health';

export default function ChannelPage() {
  const { t } = useTranslation('channels');
  const { id } = useParams({ from: '/inside/channels/$id' });
  const { data, isPending, error, refetch } = useChannel(id);
  if (data) return <Loaded key={id} channel={data} />;
  if (isPending) {
    return (
      <>
        <PageHeading>{t('one_title')}</PageHeading>
        <LoadingSkeleton rows={3} height={120} />
      </>
    );
  }
  const { status } = asProblem(error);
  if (status === 404 || status === 400) {
    return (
      <MessagePage title={t('gone')} text={t('gone_text')}>
        <Button component={Link} to="/channels">
          {t('see_all')}
        </Button>
      </MessagePage>
    );
  }
  return (
    <>
      <PageHeading>{t('one_title')}</PageHeading>
      <ProblemAlert
        error={error}
        action={
          <Button size="sm" variant="default" onClick={() => void refetch()}>
            {t('common:retry')}
          </Button>
        }
      />
    </>
  );
}

function Loaded({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const navigate = useNavigate();
  const { from } = useSearch({ from: '/inside/channels/$id' });
  const { data: connectors } = useConnectors();
  const networkName = useNetworkName();
  const check = useCheck(channel.id);
  const [asking, setAsking] = useState(false);
  const { name, connector: connectorId, state, problem, hint, pending } = channel;
  const connector = connectors?.items.find(({ id }) => id === connectorId);
  const works = check.result?.state === 'usable';
  const ofPost = from !== undefined && /^\/(posts\/|compose\b)/.test(from);
  return (
    <>
      {from ? <BackLink to={from}>{t(ofPost ? 'back_to_post' : 'common:back')}</BackLink> : <BackLink to="/channels">{t('title')}</BackLink>}
      <PageHeading>{name}</PageHeading>
      <div className={classes['about']}>
        <NetworkIcon connector={connectorId} size={32} />
        <span className={classes['account']}>
          {networkName(connectorId)} · <AccountHint hint={hint} />
        </span>
        <StatusChip of="channel" state={state} />
      </div>
      <div className={classes['notices']}>
        {problem && !works && <FailureNotice failure={problem} connector={connectorId} />}
        {problem && works && <Revive channel={channel} />}
        {state === 'paused' && <Notice tone="info" what={t('paused_text')} next={t('paused_next')} />}
        {!(problem && check.result?.state === 'unusable') && (
          <CheckResult check={check} connector={connectorId} onward={from && ofPost && state === 'active' && <Onward to={from} />} />
        )}
      </div>
      <div className={classes['columns']}>
        <AddressSection channel={channel} connectors={connectors?.items ?? []} onSaved={check.run} />
        <Health channel={channel} check={check} />
        <DetailsForm
          channel={channel}
          connector={connector}
          onSaved={(_, settings) => {
            if (settings) check.run();
          }}
        />
        <section className={classes['section']} aria-labelledby="disconnect">
          <h2 id="disconnect">{t('disconnect_heading')}</h2>
          <p className={classes['explained']}>{t('disconnect_text')}</p>
          <div>
            <Button variant="outline" color="red" size="sm" leftSection={<Unplug size={16} aria-hidden />} onClick={() => setAsking(true)}>
              {t('disconnect_dots')}
            </Button>
          </div>
        </section>
      </div>
      <DisconnectDialog
        channel={{ id: channel.id, name, pending }}
        opened={asking}
        onClose={() => setAsking(false)}
        onDone={() => void navigate({ to: '/channels' })}
      />
    </>
  );
}

/** Repaired for a post that waits for it. */
function Onward({ to }: { to: string }) {
  const { t } = useTranslation('channels');
  return (
    <Button component="a" size="sm" {...useGo(to)}>
      {t('onward')}
    </Button>
  );
}

/** It works again, though nothing was changed here: it was repaired at the network. */
function Revive({ channel: { id, revision } }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const change = useChangeChannel();
  return (
    <Notice
      tone="info"
      what={t('works_again')}
      next={t('works_again_next')}
      action={
        <BusyButton size="sm" busy={change.isPending} onClick={() => change.mutate({ id, revision, change: { state: 'active' } })}>
          {t('use_again')}
        </BusyButton>
      }
    />
  );
}
