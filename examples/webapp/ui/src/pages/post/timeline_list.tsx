// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { PencilLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PostDetail } from '@/api/posts';
import { looks } from '@/components/status_looks';
import { useFailureWords } from '@/i18n/failure_words';
import { useFormat } from '@/i18n/format';
import { useClock } from './clock';
import classes from './post.module.css';
import { stepsOf, type Step } from './timeline';
import tones from '@/components/tones.module.css';

const shownAtFirst = 12;

/** What happened, to the second. */
export function TimelineList({ post }: { post: PostDetail }) {
  const { t } = useTranslation('posts');
  const [all, setAll] = useState(false);
  const steps = stepsOf(post);
  const shown = all ? steps : steps.slice(0, shownAtFirst);
  return (
    <>
      <ol className={classes['timeline']}>
        {shown.map((step) => (
          <TimelineStep key={step.key} step={step} created={post.created_at} />
        ))}
      </ol>
      {shown.length < steps.length && (
        <Button variant="subtle" size="compact-sm" mih={28} onClick={() => setAll(true)}>
          {t('timeline.all', { count: steps.length })}
        </Button>
      )}
    </>
  );
}

function TimelineStep({ step, created }: { step: Step; created: string }) {
  const { t } = useTranslation('posts');
  const format = useFormat();
  const clock = useClock();
  const words = useFailureWords();
  const { attempt, channel, kind } = step;
  const [Icon, tone] = kind === 'created' ? ([PencilLine, 'neutral'] as const) : looks[step.state];
  const took = attempt?.elapsed_ms;
  return (
    <li>
      <span className={`${classes['knot']} ${tones[tone]}`}>
        <Icon size={14} strokeWidth={2.25} aria-hidden />
      </span>
      <div>
        <p className={classes['step']}>
          {kind === 'attempt' ? t(`timeline.attempt_${attempt?.state ?? 'sending'}`, { number: attempt?.number }) : t(`timeline.${kind}`)}
          {channel && <span className={classes['stepChannel']}>{channel}</span>}
        </p>
        {attempt?.failure && <p className={classes['small']}>{words.failure(attempt.failure, step.connector).what}</p>}
        <p className={classes['small']}>
          <time dateTime={step.at} title={format.exact(step.at)}>
            {clock.time(step.at, created)}
          </time>
          {typeof took === 'number' && took > 0 && ` · ${t('timeline.took', { duration: clock.duration(took) })}`}
        </p>
      </div>
    </li>
  );
}
