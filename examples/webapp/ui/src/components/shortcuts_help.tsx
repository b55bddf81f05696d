// SPDX-License-Identifier: BSL-1.0
import { Kbd, Modal, Stack, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ShortcutsSwitch } from './shortcuts_switch';

/** Lists the keys that work on every page. */
export default function ShortcutsHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const rows: [string[], string][] = [
    [['c'], t('shortcuts.compose')],
    [['g', 'h'], t('shortcuts.home')],
    [['g', 'p'], t('shortcuts.posts')],
    [['g', 'n'], t('shortcuts.channels')],
    [['j'], t('shortcuts.next')],
    [['k'], t('shortcuts.previous')],
    [['/'], t('shortcuts.search')],
    [['Esc'], t('shortcuts.close')],
    [['?'], t('shortcuts.help')],
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('close') }}>
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
        <ShortcutsSwitch />
      </Stack>
    </Modal>
  );
}
