// SPDX-License-Identifier: BSL-1.0
import { Kbd, Modal, Stack, Switch, Table } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreference } from '@/preferences';

const sequenceTime = 1200;

/** Whether the key belongs to what has the focus, or to a dialog or menu that is open. */
function taken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target as HTMLElement;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="textbox"], [role="combobox"], [role="menu"]') !== null ||
    document.querySelector('[role="dialog"][aria-modal="true"]') !== null
  );
}

/**
 * The keys that work on every page, and the list of them.
 *
 * By character (`event.key`), so that they are where the keyboard's print says; never while typing; and off when the user
 * says so. `/` goes to the field marked `data-search`.
 */
export function Shortcuts() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [off, setOff] = usePreference('shortcuts');
  const [helping, setHelping] = useState(false);
  const pressedG = useRef(0);

  useEffect(() => {
    if (off) return;
    const press = (event: KeyboardEvent) => {
      if (taken(event)) return;
      const afterG = Date.now() - pressedG.current < sequenceTime;
      pressedG.current = 0;
      const places: Record<string, '/' | '/posts' | '/channels'> = { h: '/', p: '/posts', n: '/channels' };
      const place = afterG ? places[event.key] : undefined;
      if (place) {
        void navigate({ to: place });
      } else if (event.key === 'g') {
        pressedG.current = Date.now();
      } else if (event.key === 'c') {
        void navigate({ to: '/compose' });
      } else if (event.key === '?') {
        setHelping(true);
      } else if (event.key === '/') {
        const search = document.querySelector<HTMLElement>('[data-search]');
        if (search) search.focus();
        else void navigate({ to: '/posts' });
      } else {
        return;
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [off, navigate]);

  const rows: [string[], string][] = [
    [['c'], t('shortcuts.compose')],
    [['g', 'h'], t('shortcuts.home')],
    [['g', 'p'], t('shortcuts.posts')],
    [['g', 'n'], t('shortcuts.channels')],
    [['/'], t('shortcuts.search')],
    [['Esc'], t('shortcuts.close')],
    [['?'], t('shortcuts.help')],
  ];
  return (
    <Modal opened={helping} onClose={() => setHelping(false)} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <Table>
          <Table.Tbody>
            {rows.map(([keys, what]) => (
              <Table.Tr key={what}>
                <Table.Th scope="row" fw={400}>
                  {what}
                </Table.Th>
                <Table.Td ta="right">
                  {keys.map((key, index) => (
                    <span key={key}>
                      {index > 0 && ` ${t('shortcuts.then')} `}
                      <Kbd>{key}</Kbd>
                    </span>
                  ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <ShortcutSwitch off={off} onChange={setOff} />
      </Stack>
    </Modal>
  );
}

function ShortcutSwitch({ off, onChange }: { off: string; onChange: (off: string) => void }) {
  const { t } = useTranslation();
  return (
    <Switch
      label={t('shortcuts.on')}
      description={t('shortcuts.on_hint')}
      checked={!off}
      onChange={(event) => onChange(event.currentTarget.checked ? '' : 'off')}
    />
  );
}
