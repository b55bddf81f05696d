// SPDX-License-Identifier: BSL-1.0
import { Button, Group, Popover, Stack, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Elsewhere } from '@/components/elsewhere';
import { useMountedClosed } from '@/components/later';
import { isUrl, linkTarget, type Selection } from './markdown_edit';

const scheme = 'https://';

interface Props {
  /** What is to be a link; null: closed. */
  selection: Selection | null;
  onInsert: (label: string, url: string) => void;
  onClose: () => void;
  /** What it opens below. */
  below: RefObject<HTMLElement | null>;
}

/** Asks for the words and the address of a link. */
export default function LinkPopover({ selection, onInsert, onClose, below }: Props) {
  const { t } = useTranslation('compose');
  const opened = useMountedClosed(selection !== null);
  return (
    <Popover
      opened={opened}
      onChange={(open) => !open && onClose()}
      position="bottom-start"
      width="min(22rem, calc(100vw - 2rem))"
      trapFocus
      withRoles={false}
      shadow="md"
      radius="md"
    >
      <Popover.Target>
        <Elsewhere target={below} />
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('link.title')}>
        {selection && <LinkForm selection={selection} onInsert={onInsert} onClose={onClose} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function LinkForm({ selection, onInsert, onClose }: Omit<Props, 'below'> & { selection: Selection }) {
  const { t } = useTranslation('compose');
  const words = selection.text.slice(selection.start, selection.end).trim();
  const [url, setUrl] = useState(isUrl(words) ? words : '');
  const [label, setLabel] = useState(isUrl(words) ? '' : words);
  const [wrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The composer's own form of sending is not meant.
    event.stopPropagation();
    const target = linkTarget(url);
    if (target) return onInsert(label, target);
    setWrong(true);
    field.current?.focus();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput
          ref={field}
          data-autofocus
          label={t('link.url')}
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder={scheme}
          value={url}
          onChange={(event) => {
            setUrl(event.currentTarget.value);
            setWrong(false);
          }}
          error={wrong && t('link.url_wrong')}
        />
        <TextInput
          label={t('link.label')}
          description={t('link.label_hint')}
          autoComplete="off"
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" size="sm" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" size="sm">
            {t('link.insert')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
