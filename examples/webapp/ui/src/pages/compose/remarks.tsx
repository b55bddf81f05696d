// SPDX-License-Identifier: BSL-1.0
import { Info, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import type { Preview } from '@/api/previews';
import { useFailureWords } from '@/i18n/failure_words';
import { useFormat } from '@/i18n/format';
import { useNetworkName } from '@/i18n/network_name';
import classes from './remarks.module.css';

interface Remark {
  code: string;
  what: string;
  connectors: Set<string>;
}

/** What loses meaning or may surprise somebody; the others only say how it will look. */
function warns(code: string): boolean {
  return code.endsWith('_dropped') || code === 'invisible_characters' || code === 'mention_notifies';
}

/** What is changed in the message to fit the networks, once for all channels of a network. */
export function Remarks({ chosen, previews }: { chosen: Channel[]; previews: Preview[] }) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  const words = useFailureWords();
  const networkName = useNetworkName();

  const remarks = new Map<string, Remark>();
  const add = (code: string, what: string, connector: string) => {
    const remark = remarks.get(code) ?? { code, what, connectors: new Set() };
    remark.connectors.add(connector);
    remarks.set(code, remark);
  };
  for (const preview of previews) {
    if (!chosen.some((channel) => channel.id === preview.channel)) continue;
    for (const notice of preview.notices) add(notice.code, words.notice(notice), preview.connector);
    const runs = preview.segments.flatMap((segment) => segment.blocks.flatMap((block) => block.runs));
    if (runs.some((run) => run.marks.includes('mention'))) add('mention_notifies', t('mention_notifies'), preview.connector);
  }
  if (remarks.size === 0) return null;
  const sorted = [...remarks.values()].toSorted((a, b) => Number(warns(b.code)) - Number(warns(a.code)));
  return (
    <section aria-label={t('remarks')}>
      <ul className={classes['remarks']}>
        {sorted.map(({ code, what, connectors }) => {
          const warning = warns(code);
          const Icon = warning ? TriangleAlert : Info;
          return (
            <li key={code} className={warning ? classes['warning'] : undefined}>
              <Icon size={16} role="img" aria-label={warning ? t('warning') : t('info')} />
              <span>
                <strong>{format.list([...connectors].map(networkName))}</strong> {what}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
