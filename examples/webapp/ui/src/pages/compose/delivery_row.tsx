// SPDX-License-Identifier: BSL-1.0
import { Anchor, Button, Group } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useResolveDelivery, type Delivery } from '@/api/posts';
import { BusyButton } from '@/components/busy_button';
import { FailureNotice } from '@/components/failure_notice';
import { NetworkIcon } from '@/components/network_icon';
import { ProblemAlert } from '@/components/problem_alert';
import { StatusChip } from '@/components/status_chip';
import { useFormat } from '@/i18n/format';
import { useNetworkName } from '@/i18n/network_name';
import classes from './result.module.css';

interface Props {
  delivery: Delivery;
  /** Sends again what failed; null: that is not this row's to offer. */
  onRetry: (() => void) | null;
  retrying: boolean;
  /** Takes the text back into the composer. */
  onEditText: () => void;
}

/** What became of the message on one channel, and what can be done about it. */
export function DeliveryRow({ delivery, onRetry, retrying, onEditText }: Props) {
  const { state, failure, connector, channel_name: name, due_at: dueAt } = delivery;
  return (
    <li className={classes['delivery']}>
      <div className={classes['line']}>
        <NetworkIcon connector={connector} size={24} labelled />
        <span className={classes['name']}>{name}</span>
        <StatusChip of="delivery" state={state} dueAt={dueAt} />
      </div>
      {state === 'delivered' && <Proof delivery={delivery} />}
      {failure && state !== 'delivered' && (
        <FailureNotice
          failure={failure}
          connector={connector}
          alert={state === 'failed' || state === 'unconfirmed'}
          action={
            state === 'unconfirmed' ? undefined : (
              <FailureActions delivery={delivery} onRetry={onRetry} retrying={retrying} onEditText={onEditText} />
            )
          }
        />
      )}
      {state === 'unconfirmed' && <Resolution delivery={delivery} />}
    </li>
  );
}

/** By what is known that it arrived. */
function Proof({ delivery: { permalink, proof, remote_id: id, connector, updated_at: at } }: { delivery: Delivery }) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  const network = useNetworkName()(connector);
  let words = t(proof === 'none' ? 'result.you_said' : 'result.accepted', { network });
  if (proof === 'id' && id) words = t('result.named', { network, id });
  const link = permalink && /^https?:\/\//i.test(permalink) ? permalink : null;
  return (
    <p className={classes['proof']}>
      {link ? (
        <Anchor href={link} target="_blank" rel="noopener noreferrer" size="sm" className={classes['permalink']}>
          {t('result.see_message', { network })}
          <ExternalLink size={14} aria-hidden />
        </Anchor>
      ) : (
        words
      )}
      <time dateTime={at} title={format.exact(at)}>
        {format.time(at)}
      </time>
    </p>
  );
}

function FailureActions({ delivery: { state, failure, channel }, onRetry, retrying, onEditText }: Props) {
  const { t } = useTranslation('compose');
  // Repaired, the channel leads back here.
  const from = useLocation({ select: ({ href }) => href });
  if (state !== 'failed' && state !== 'missed') return null;
  const kind = failure?.class;
  return (
    <Group gap="xs">
      {(kind === 'auth' || kind === 'channel_dead') && (
        <Button renderRoot={(props) => <Link to="/channels/$id" params={{ id: channel }} search={{ from }} {...props} />} size="sm">
          {kind === 'auth' ? t('reconnect') : t('edit_channel')}
        </Button>
      )}
      {kind === 'message_rejected' && (
        <Button size="sm" onClick={onEditText}>
          {t('result.edit_text')}
        </Button>
      )}
      {onRetry && state === 'failed' && (
        <BusyButton size="sm" variant="default" busy={retrying} onClick={onRetry}>
          {t('common:retry')}
        </BusyButton>
      )}
    </Group>
  );
}

/** Nobody can know from here whether it arrived: the user looks, and says. */
function Resolution({ delivery: { id, channel } }: { delivery: Delivery }) {
  const { t } = useTranslation('compose');
  const resolve = useResolveDelivery();
  return (
    <>
      {resolve.isError && <ProblemAlert error={resolve.error} />}
      <Group gap="xs">
        <Button size="sm" variant="default" renderRoot={(props) => <Link to="/channels/$id" params={{ id: channel }} {...props} />}>
          {t('result.check_channel')}
        </Button>
        <BusyButton size="sm" variant="default" busy={resolve.isPending} onClick={() => resolve.mutate({ id, as: 'delivered' })}>
          {t('result.arrived')}
        </BusyButton>
        <BusyButton size="sm" variant="default" busy={resolve.isPending} onClick={() => resolve.mutate({ id, as: 'not_delivered' })}>
          {t('result.send_again')}
        </BusyButton>
      </Group>
    </>
  );
}
