// SPDX-License-Identifier: BSL-1.0
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
import { channelsQuery } from './api/channels';
import { instanceQuery } from './api/instance';
import { postCountsQuery, postsQuery } from './api/posts';
import { sessionQuery } from './api/session';
import { ErrorPage } from './components/error_page';
import { NotFoundPage } from './components/not_found_page';
import { userZone } from './i18n/format';
import { filterOf } from './pages/posts/filter';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: () => (
    <main>
      <NotFoundPage />
    </main>
  ),
});

/** Where to go after logging in: a path of ours, never another site's address. */
function ownPath(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : '/';
}

/** Those of an address's parameters that a page knows, as texts; empty ones are left out. */
function textsOf<Name extends string>(search: Record<string, unknown>, names: Name[]): Partial<Record<Name, string>> {
  const kept = names.flatMap((name) => {
    const value = search[name];
    return value === undefined || value === '' ? [] : [[name, String(value)] as const];
  });
  return Object.fromEntries(kept) as Partial<Record<Name, string>>;
}

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { redirect: string } => ({ redirect: ownPath(search['redirect']) }),
  search: { middlewares: [({ search, next }) => {
    const { redirect: to, ...rest } = next(search);
    return (to === '/' ? rest : { ...rest, redirect: to }) as { redirect: string };
  }] },
  component: lazyRouteComponent(() => import('./pages/login')),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  component: lazyRouteComponent(() => import('./pages/register')),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/setup')),
});

/** The pages of those who are logged in. What each shows first is asked for (`loader`) while its code is still on its way. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context: { queries }, location }) => {
    if (await queries.ensureQueryData(sessionQuery)) return;
    const instance = await queries.ensureQueryData(instanceQuery);
    // A demonstration is for trying out: nobody has to look for a token in its log.
    if (instance.setup_required && !instance.demo) throw redirect({ to: '/setup' });
    throw redirect({ to: '/login', search: { redirect: ownPath(location.href) } });
  },
  component: lazyRouteComponent(() => import('./components/app_shell'), 'AppShell'),
  // It stands in place of the shell, and so has no main around it.
  errorComponent: (props) => (
    <main>
      <ErrorPage {...props} />
    </main>
  ),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home')),
});

const channels = createRoute({
  getParentRoute: () => inside,
  path: '/channels',
  loader: ({ context: { queries } }) => void queries.prefetchQuery(channelsQuery),
  component: lazyRouteComponent(() => import('./pages/channels')),
});

const newChannel = createRoute({
  getParentRoute: () => inside,
  path: '/channels/new',
  validateSearch: (search: Record<string, unknown>): { network?: string } => textsOf(search, ['network']),
  component: lazyRouteComponent(() => import('./pages/channel_new')),
});

const channel = createRoute({
  getParentRoute: () => inside,
  path: '/channels/$id',
  // Where one came from to repair it, and goes back to: a path of ours.
  validateSearch: (search: Record<string, unknown>): { from?: string | undefined } => {
    const from = ownPath(search['from']);
    // Said in any case: what is left out comes back from the address as it is there.
    return { from: from === '/' ? undefined : from };
  },
  component: lazyRouteComponent(() => import('./pages/channel')),
});

/** A text to begin with, ids of channels separated by commas, or the post whose sending is shown. */
export interface ComposeSearch {
  text?: string;
  channels?: string;
  sent?: string;
}

const compose = createRoute({
  getParentRoute: () => inside,
  path: '/compose',
  validateSearch: (search: Record<string, unknown>): ComposeSearch => textsOf(search, ['text', 'channels', 'sent']),
  loader: ({ context: { queries } }) => void queries.prefetchQuery(channelsQuery),
  component: lazyRouteComponent(() => import('./pages/compose')),
});

/** A planned post, to be changed. */
const composeEdit = createRoute({
  getParentRoute: () => inside,
  path: '/compose/$id',
  component: lazyRouteComponent(() => import('./pages/compose_edit')),
});

/** Which posts are listed. Days are as the user's zone has them, both included: `2026-11-24`. */
export interface PostsSearch {
  /** What is to come (`scheduled`) or a group of states, `sending`, `sent` or `failed`; one state of them is in `state`. */
  tab?: string;
  state?: string;
  channel?: string;
  q?: string;
  from?: string;
  to?: string;
}

/** The filters stand in the address, so that a list can be kept and shared; what is no filter is left out. */
const posts = createRoute({
  getParentRoute: () => inside,
  path: '/posts',
  validateSearch: (search: Record<string, unknown>): PostsSearch => textsOf(search, ['tab', 'state', 'channel', 'q', 'from', 'to']),
  loader: ({ context: { queries }, location }) => {
    void queries.prefetchInfiniteQuery(postsQuery(filterOf(location.search as PostsSearch, userZone())));
    void queries.prefetchQuery(postCountsQuery);
    void queries.prefetchQuery(channelsQuery);
  },
  component: lazyRouteComponent(() => import('./pages/posts')),
});

const post = createRoute({
  getParentRoute: () => inside,
  path: '/posts/$id',
  component: lazyRouteComponent(() => import('./pages/post')),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings')),
});

const tree = root.addChildren([
  login,
  register,
  setup,
  inside.addChildren([home, channels, newChannel, channel, compose, composeEdit, posts, post, settings]),
]);

/** `history` is the browser's, except in tests. */
export function makeRouter(queries: QueryClient, history?: RouterHistory) {
  return createRouter({
    ...(history && { history }),
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

/** Fetches what the address's page is made of, and asks whose pages they are, while its texts are still on their way. */
export function fetchPage(router: ReturnType<typeof makeRouter>): void {
  const here: { routeId: keyof typeof router.routesById }[] = router.matchRoutes(router.latestLocation);
  for (const { routeId } of here) void router.loadRouteChunk(router.routesById[routeId]);
  void router.load();
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
