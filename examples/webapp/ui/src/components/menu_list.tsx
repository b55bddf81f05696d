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

// On a phone the foot belongs to the bar of the main pages: a menu that would reach below it opens upwards.
const aboveTheBar = { flip: { padding: { bottom: 72 } }, shift: true };

function Entry({ label, icon: Icon, onClick, checked, disabled = false, danger, lang }: MenuEntry) {
  const icon = Icon && <Icon size={16} aria-hidden />;
  if (checked !== undefined) {
    return (
      <Menu.RadioItem value={label} checked={checked} onChange={onClick} checkIcon={<Check size={16} aria-hidden />} rightSection={icon} closeMenuOnClick lang={lang}>
        {label}
      </Menu.RadioItem>
    );
  }
  return (
    <Menu.Item leftSection={icon} {...(danger && { c: 'var(--mp-danger-text)' })} disabled={disabled} onClick={onClick}>
      {label}
    </Menu.Item>
  );
}

/** What a MenuButton opens. */
export default function MenuList({ id, button, opened, onChange, entries, head, width }: Props) {
  const shown = useMountedClosed(opened);
  return (
    <Menu id={id} position="bottom-end" middlewares={aboveTheBar} opened={shown} onChange={onChange} {...(width !== undefined && { width })}>
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
        {entries.map((entry) => (
          <Fragment key={entry.label}>
            {entry.danger && <Menu.Divider />}
            <Entry {...entry} />
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
