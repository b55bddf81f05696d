// SPDX-License-Identifier: BSL-1.0
import { Menu } from '@mantine/core';
import { Check } from 'lucide-react';
import { Fragment, type ReactNode, type RefObject } from 'react';
import { Elsewhere } from './elsewhere';
import { useMountedClosed } from './later';
import type { MenuEntry } from './menu_button';

interface Props {
  id: string;
  button: RefObject<HTMLButtonElement | null>;
  opened: boolean;
  onChange: (opened: boolean) => void;
  entries: MenuEntry[];
  head: ReactNode;
  width: number | undefined;
}

const none = <span style={{ width: 16 }} />;

/** What a MenuButton opens. */
export default function MenuList({ id, button, opened, onChange, entries, head, width }: Props) {
  const shown = useMountedClosed(opened);
  return (
    <Menu id={id} position="bottom-end" opened={shown} onChange={onChange} {...(width !== undefined && { width })}>
      <Menu.Target>
        <Elsewhere target={button} />
      </Menu.Target>
      <Menu.Dropdown>
        {head && (
          <>
            <Menu.Label>{head}</Menu.Label>
            <Menu.Divider />
          </>
        )}
        {entries.map(({ label, icon: Icon, onClick, checked, disabled = false, danger, lang }) => (
          <Fragment key={label}>
            {danger && <Menu.Divider />}
            <Menu.Item
              leftSection={Icon && <Icon size={16} aria-hidden />}
              rightSection={checked === undefined ? undefined : checked ? <Check size={16} aria-hidden /> : none}
              {...(checked !== undefined && { role: 'menuitemradio', 'aria-checked': checked })}
              {...(danger && { c: 'var(--mp-danger-text)' })}
              lang={lang}
              disabled={disabled}
              onClick={onClick}
            >
              {label}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
