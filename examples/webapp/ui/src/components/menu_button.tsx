// SPDX-License-Identifier: BSL-1.0
import type { LucideIcon } from 'lucide-react';
import { Suspense, useId, useRef, useState, type ComponentPropsWithRef, type ReactNode } from 'react';
import { later } from './later';

const MenuList = later(() => import('./menu_list'));

export interface MenuEntry {
  label: string;
  icon?: LucideIcon;
  onClick: () => void;
  /** One of several of which one holds. */
  checked?: boolean;
  disabled?: boolean;
  /** Destroys something: in red, and set apart from the others. */
  danger?: boolean;
  lang?: string;
}

interface Props {
  entries: MenuEntry[];
  /** Above the entries. */
  head?: ReactNode;
  width?: number;
  /** The button; what it is given makes it open the menu. */
  children: (opens: ComponentPropsWithRef<'button'>) => ReactNode;
}

/** A button that opens a menu. The menu itself is loaded later than the button, and is made when somebody comes near. */
export function MenuButton({ entries, head, width, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [near, setNear] = useState(false);
  const [opened, setOpened] = useState(false);
  const approach = () => setNear(true);
  return (
    <>
      {children({
        ref: button,
        id,
        'aria-haspopup': 'menu',
        'aria-expanded': opened,
        'aria-controls': opened ? `${id}-dropdown` : undefined,
        onPointerEnter: approach,
        onFocus: approach,
        onClick: () => {
          approach();
          setOpened(!opened);
        },
      })}
      {near && (
        <Suspense>
          <MenuList id={id} button={button} opened={opened} onChange={setOpened} entries={entries} head={head} width={width} />
        </Suspense>
      )}
    </>
  );
}
