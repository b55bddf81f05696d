// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';

interface Props {
  /** The connector's id. */
  connector: string;
  size?: number;
  /** Says the network's name to screen readers; leave it out where the name stands beside. */
  labelled?: boolean;
}

const backgrounds: Record<string, string> = { slack: '#611f69', discord: '#4752c4' };

/** A network's mark: our own drawings, not the networks' logos. */
export function NetworkIcon({ connector, size = 20, labelled = false }: Props) {
  const { t, i18n } = useTranslation();
  const name = i18n.exists(`networks.${connector}`) ? t(`networks.${connector}`) : connector;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      style={{ flex: 'none', display: 'block' }}
      {...(labelled ? { role: 'img', 'aria-label': name } : { 'aria-hidden': true })}
    >
      <rect width="24" height="24" rx="6" fill={backgrounds[connector] ?? '#5a5e6b'} />
      <Mark connector={connector} />
    </svg>
  );
}

function Mark({ connector }: { connector: string }) {
  const line = { fill: 'none', stroke: '#fff', strokeWidth: 2, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
  if (connector === 'slack') return <path {...line} d="M10 6.5 8.5 17.5M15.5 6.5 14 17.5M6.5 10h11.5M6 14h11.5" />;
  if (connector === 'discord') {
    return (
      <>
        <path {...line} d="M7.5 7.5h9a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-4.2L9 18v-2.5H7.5a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2Z" />
        <circle cx="9.7" cy="11.5" r="1.25" fill="#fff" />
        <circle cx="14.3" cy="11.5" r="1.25" fill="#fff" />
      </>
    );
  }
  return <path {...line} d="M9.5 6v3m5-3v3M7 9h10v2.5a5 5 0 0 1-10 0V9Zm5 7.5V19" />;
}
