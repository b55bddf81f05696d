// SPDX-License-Identifier: BSL-1.0
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Strength } from './strength';
import classes from './strength_meter.module.css';

const levels = 4;
const shortest = 8;

type Judge = (password: string, ownWords: string[]) => Strength;

/** zxcvbn has 200 KB of words: it is loaded when somebody begins to choose a password, and nothing waits for it. */
function useJudge(wanted: boolean): Judge | null {
  const [judge, setJudge] = useState<Judge | null>(null);
  useEffect(() => {
    if (!wanted) return;
    import('./strength').then(
      ({ strengthOf }) => setJudge(() => strengthOf),
      () => {}, // offline: the server judges alone
    );
  }, [wanted]);
  return judge;
}

interface Props {
  password: string;
  /** What the password must not be made of: name and address. */
  ownWords: string[];
}

/** How long a password would hold, in words and in a bar, and why not longer. */
export function StrengthMeter({ password, ownWords }: Props) {
  const { t } = useTranslation('auth');
  const [settled] = useDebouncedValue(password, 200);
  const judge = useJudge(password !== '');
  const strength = judge && settled ? judge(settled, ownWords.filter(Boolean)) : null;
  if (!password || !strength) return <p className={classes['hint']}>{t('strength.hint')}</p>;

  const score = password.length < shortest ? 0 : strength.score;
  const advice = password.length < shortest ? t('strength.short', { count: shortest }) : t(`strength.why.${strength.weakness || 'none'}`, '');
  return (
    <div className={classes['meter']} data-score={score}>
      <div className={classes['bar']} aria-hidden>
        {Array.from({ length: levels }, (_, level) => (
          <span key={level} data-filled={level < Math.max(1, score) || undefined} />
        ))}
      </div>
      <p className={classes['words']} role="status">
        <strong>{t(`strength.score.${score}`)}</strong> {score < levels ? advice : ''}
      </p>
    </div>
  );
}
