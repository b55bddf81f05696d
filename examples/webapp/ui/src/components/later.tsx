// SPDX-License-Identifier: BSL-1.0
import { useMounted } from '@mantine/hooks';
import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';

let tellShown: () => void;
const firstView = new Promise<void>((resolve) => {
  tellShown = resolve;
});

/** Said by the first page of a visit once it is there: from then on there is time for what it does without. */
export const firstViewIsShown = (): void => tellShown();

/** How long the line belongs to what the page itself asks for, in milliseconds. */
const restAfterView = 2000;

// A browser is idle, too, while it waits for what the first view is made of. Safari has no requestIdleCallback.
const whenIdle = (act: () => void) =>
  void firstView.then(() =>
    setTimeout(() => ('requestIdleCallback' in window ? requestIdleCallback(act, { timeout: 5000 }) : act()), restAfterView),
  );

/** A component that the first view does without. It is loaded when the browser has nothing else to do, or when it is shown before. */
// `any`, as in React's own `lazy`: the properties are inferred from what is loaded.
// oxlint-disable-next-line typescript/no-explicit-any
export function later<T extends ComponentType<any>>(load: () => Promise<{ default: T }>) {
  let loading: Promise<{ default: T }> | undefined;
  const once = () =>
    (loading ??= load().catch((error: unknown) => {
      // Without a connection: asked for again.
      loading = undefined;
      throw error;
    }));
  whenIdle(() => void once().catch(() => undefined));
  return lazy(once);
}

/**
 * Whether to be open, but never at once with the mounting.
 *
 * Mantine remembers at the moment of opening what has the focus, to give it back when closing: what is loaded only in
 * order to be opened must be there, closed, before.
 */
export function useMountedClosed(opened: boolean): boolean {
  const mounted = useMounted();
  return opened && mounted;
}

/** A dialog that is loaded `later`. */
export function dialogLater<Props extends { opened: boolean }>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const Dialog: ComponentType<Props> = later(load);
  function Mounted(props: Props) {
    return <Dialog {...props} opened={useMountedClosed(props.opened)} />;
  }
  return function DialogLater(props: Props): ReactNode {
    const [wanted, setWanted] = useState(false);
    if (props.opened && !wanted) setWanted(true);
    return (
      wanted && (
        <Suspense>
          <Mounted {...props} />
        </Suspense>
      )
    );
  };
}
