// SPDX-License-Identifier: BSL-1.0
import { Button, CloseButton, Progress, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { focusHeading } from '@/pages/post/acts';
import { usePreference } from '@/preferences';
import classes from './first_steps.module.css';

const steps = ['connect', 'send', 'see'] as const;
type Step = (typeof steps)[number];

interface Props {
  done: Record<Step, boolean>;
  /** The newest post, if there is one. */
  post: string | undefined;
}

/** What somebody new does first, until it is done or put aside. */
export function FirstSteps({ done, post }: Props) {
  const { t } = useTranslation('home');
  const [off, setOff] = usePreference('first-steps');
  const count = steps.filter((step) => done[step]).length;
  const current = steps.find((step) => !done[step]);
  if (off || !current) return null;
  const hide = () => {
    setOff('off');
    focusHeading();
  };
  return (
    <section className={classes['steps']} aria-labelledby="first-steps">
      <div className={classes['head']}>
        <Title order={2} id="first-steps">
          {t('steps.title')}
        </Title>
        <span className={classes['count']}>{t('steps.done', { done: count, total: steps.length })}</span>
        <CloseButton aria-label={t('steps.hide')} onClick={hide} />
      </div>
      <Progress value={(100 * count) / steps.length} size="sm" aria-label={t('steps.done', { done: count, total: steps.length })} />
      <ol>
        {steps.map((step, index) => (
          <li key={step} data-done={done[step]} aria-current={step === current ? 'step' : undefined}>
            <span className={classes['mark']} aria-hidden>
              {done[step] ? <Check size={15} strokeWidth={3} /> : index + 1}
            </span>
            <div>
              <p className={classes['name']}>
                {t(`steps.${step}`)}
                {done[step] && <span className={classes['said']}>{t('steps.is_done')}</span>}
              </p>
              {step === current && <p className={classes['hint']}>{t(`steps.${step}_hint`)}</p>}
            </div>
            {step === current && <StepButton step={step} post={post} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function StepButton({ step, post }: { step: Step; post: string | undefined }) {
  const { t } = useTranslation('home');
  if (step === 'connect') return <Button component={Link} to="/channels/new">{t('steps.connect_action')}</Button>;
  if (step === 'send' || !post) return <Button component={Link} to="/compose">{t('compose')}</Button>;
  return <Button renderRoot={(props) => <Link {...props} to="/posts/$id" params={{ id: post }} />}>{t('steps.see_action')}</Button>;
}
