// SPDX-License-Identifier: BSL-1.0
import { CircleHelp, Hourglass, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

const icons = { danger: TriangleAlert, warning: Hourglass, unsure: CircleHelp, info: Info };

interface Props {
  tone: keyof typeof icons;
  /** What happened. */
  what: string;
  /** What happens next. */
  next?: ReactNode;
  /** Somebody else's words. */
  quote?: string | undefined;
  /** Small print: numbers for those who help. */
  foot?: ReactNode;
  /** One button. */
  action?: ReactNode;
  /** Screen readers say it at once: for what comes as an answer to the user's own act. */
  alert?: boolean;
}

/** A sentence that asks for attention. FailureNotice and ProblemAlert fill it in. */
export function Notice({ tone, what, next, quote, foot, action, alert = false }: Props) {
  const Icon = icons[tone];
  return (
    <div className={`${classes['notice']} ${classes[tone]}`} role={alert ? 'alert' : undefined}>
      <Icon size={18} aria-hidden />
      <div>
        <p className={classes['what']}>{what}</p>
        {next && <p className={classes['rest']}>{next}</p>}
        {quote && <p className={classes['quote']}>{quote}</p>}
        {foot && <div className={classes['foot']}>{foot}</div>}
      </div>
      {action && <div className={classes['action']}>{action}</div>}
    </div>
  );
}
