// SPDX-License-Identifier: BSL-1.0
import { ActionIcon } from '@mantine/core';
import { Bold, Code, Italic, Link2, Strikethrough, type LucideIcon } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mark } from './markdown_edit';
import classes from './text_editor.module.css';

interface Tool {
  name: Mark | 'link';
  icon: LucideIcon;
  key?: string;
}

const tools: Tool[] = [
  { name: 'bold', icon: Bold, key: 'B' },
  { name: 'italic', icon: Italic, key: 'I' },
  { name: 'strike', icon: Strikethrough },
  { name: 'link', icon: Link2, key: 'K' },
  { name: 'code', icon: Code },
];

const apple = /Mac|iP(hone|ad|od)/.test(navigator.platform);

interface Props {
  onMark: (mark: Mark) => void;
  onLink: () => void;
  disabled: boolean;
}

/** One stop of the Tab key; arrows go from button to button, as in every toolbar (ARIA APG). */
export function Toolbar({ onMark, onLink, disabled }: Props) {
  const { t } = useTranslation('compose');
  const bar = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const go = (index: number) => {
    setCurrent(index);
    bar.current?.querySelectorAll('button')[index]?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const last = tools.length - 1;
    const next = {
      ArrowRight: current === last ? 0 : current + 1,
      ArrowLeft: current === 0 ? last : current - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    go(next);
  };
  // The text keeps its focus and selection when a button is pressed by mouse or finger.
  const keepFocus = (event: MouseEvent) => event.preventDefault();
  return (
    <div
      ref={bar}
      role="toolbar"
      tabIndex={-1}
      aria-label={t('toolbar')}
      className={classes['toolbar']}
      onKeyDown={press}
    >
      {tools.map(({ name, icon: Icon, key }, index) => (
        <ActionIcon
          key={name}
          variant="subtle"
          color="gray"
          c="var(--mp-neutral-text)"
          size={34}
          aria-label={t(`tool.${name}`)}
          title={key ? `${t(`tool.${name}`)} (${apple ? '⌘' : 'Ctrl+'}${key})` : t(`tool.${name}`)}
          aria-keyshortcuts={key && `Control+${key} Meta+${key}`}
          aria-disabled={disabled}
          tabIndex={index === current ? 0 : -1}
          onFocus={() => setCurrent(index)}
          onMouseDown={keepFocus}
          onClick={() => (name === 'link' ? onLink() : onMark(name))}
        >
          <Icon size={17} aria-hidden />
        </ActionIcon>
      ))}
    </div>
  );
}
