// SPDX-License-Identifier: BSL-1.0
import { Textarea } from '@mantine/core';
import { Suspense, useId, useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '@/components/later';
import { applyEdit, insertLink, isUrl, toggleMark, type Edit, type Mark, type Selection } from './markdown_edit';
import classes from './text_editor.module.css';
import { Toolbar } from './toolbar';

const LinkPopover = later(() => import('./link_popover'));

interface Props {
  text: string;
  onChange: (text: string) => void;
  error: string;
  readOnly: boolean;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  /** Stands below the text: the counters. */
  children: ReactNode;
}

const keys: Record<string, Mark> = { b: 'bold', i: 'italic' };

function selectionOf(field: HTMLTextAreaElement): Selection {
  return { text: field.value, start: field.selectionStart, end: field.selectionEnd };
}

/** Markdown, with buttons and keys for those who do not know it. */
export function TextEditor({ text, onChange, error, readOnly, fieldRef, children }: Props) {
  const { t } = useTranslation('compose');
  const id = useId();
  // What was selected when the link was asked for: the popover takes the focus.
  const [linking, setLinking] = useState<Selection | null>(null);
  // The popover stays once it was there: it closes by itself.
  const [linked, setLinked] = useState(false);
  const tools = useRef<HTMLDivElement>(null);
  const selected = useRef<Selection>({ text: '', start: 0, end: 0 });

  const apply = (edit: Edit) => {
    if (fieldRef.current && !readOnly) applyEdit(fieldRef.current, edit);
  };
  const mark = (which: Mark) => fieldRef.current && apply(toggleMark(selectionOf(fieldRef.current), which));
  const askLink = () => {
    if (!fieldRef.current || readOnly) return;
    selected.current = selectionOf(fieldRef.current);
    setLinking(selected.current);
    setLinked(true);
  };
  const closeLink = () => {
    setLinking(null);
    fieldRef.current?.focus();
    fieldRef.current?.setSelectionRange(selected.current.start, selected.current.end);
  };

  const press = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const key = event.key.toLowerCase();
    const which = keys[key];
    if (which) mark(which);
    else if (key === 'k') askLink();
    else return;
    event.preventDefault();
  };

  // An address pasted over words makes them a link.
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const pasted = event.clipboardData.getData('text/plain').trim();
    const selection = selectionOf(event.currentTarget);
    const words = selection.text.slice(selection.start, selection.end);
    if (!words.trim() || words.includes('\n') || isUrl(words) || !isUrl(pasted)) return;
    event.preventDefault();
    apply(insertLink(selection, words, pasted));
  };

  return (
    <div>
      <label className={classes['label']} htmlFor={id}>
        {t('text')}
      </label>
      <div className={classes['editor']} data-error={error ? true : undefined}>
        <div className={classes['tools']}>
          <div ref={tools}>
            <Toolbar onMark={mark} onLink={askLink} disabled={readOnly} />
          </div>
          <Suspense>
            {linked && (
              <LinkPopover
                below={tools}
                selection={linking}
                onClose={closeLink}
                onInsert={(label, url) => {
                  setLinking(null);
                  apply(insertLink(selected.current, label, url));
                }}
              />
            )}
          </Suspense>
          <span className={classes['markdown']} translate="no">
            {t('markdown')}
          </span>
        </div>
        <Textarea
          ref={fieldRef}
          id={id}
          name="text"
          variant="unstyled"
          autosize
          minRows={8}
          placeholder={t('text_placeholder')}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          value={text}
          readOnly={readOnly}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={press}
          onPaste={paste}
          {...(error && { 'aria-invalid': true, 'aria-describedby': `${id}-error` })}
          classNames={{ input: classes['field'] ?? '' }}
        />
        {children}
      </div>
      {error && (
        <p id={`${id}-error`} className={classes['error']}>
          {error}
        </p>
      )}
    </div>
  );
}
