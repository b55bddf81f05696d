// SPDX-License-Identifier: BSL-1.0
import { useId, type ReactNode } from 'react';
import classes from './section.module.css';

/** A part of the settings: what it is about at its side, what can be changed in a card. */
export function Section({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes['section']} aria-labelledby={id}>
      <div>
        <h2 id={id} className={classes['title']}>
          {title}
        </h2>
        {about && <p className={classes['about']}>{about}</p>}
      </div>
      <div className={classes['card']}>{children}</div>
    </section>
  );
}
