// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { History, House, Settings, SquarePen, Waypoints, type LucideIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEvents } from '@/api/events';
import { useExpiry } from '@/api/session_expiry';
import { AccountMenu } from './account_menu';
import classes from './app_shell.module.css';
import { Mark } from './brand';
import { LanguageSwitch, ThemeSwitch } from './display_switches';
import { LivePill } from './live_pill';
import { OfflineBanner } from './offline_banner';
import { Shortcuts } from './shortcuts';

const SessionExpiredDialog = lazy(() => import('./session_expired_dialog'));
const productName = 'multipost';

interface Place {
  to: '/' | '/posts' | '/compose' | '/channels' | '/settings';
  name: 'home' | 'posts' | 'compose' | 'channels' | 'settings';
  icon: LucideIcon;
}

const home: Place = { to: '/', name: 'home', icon: House };
const posts: Place = { to: '/posts', name: 'posts', icon: History };
const compose: Place = { to: '/compose', name: 'compose', icon: SquarePen };
const channels: Place = { to: '/channels', name: 'channels', icon: Waypoints };
const settings: Place = { to: '/settings', name: 'settings', icon: Settings };

function PlaceLink({ to, name, icon: Icon }: Place) {
  const { t } = useTranslation();
  return (
    <Link to={to} className={classes['link']} activeOptions={{ exact: to === '/', includeSearch: false }}>
      <Icon size={18} strokeWidth={1.9} aria-hidden />
      {t(`nav.${name}`)}
    </Link>
  );
}

/** What stands around every page of somebody who is logged in: a sidebar at a desk, a bar at the bottom of a phone. */
export function AppShell() {
  const { t } = useTranslation();
  const expired = useExpiry() !== null;
  // Once it was there it stays: closing it gives the focus back.
  const [everExpired, setEverExpired] = useState(false);
  if (expired && !everExpired) setEverExpired(true);
  useEvents();
  return (
    <div className={classes['shell']}>
      <a className={classes['skip']} href="#main">
        {t('skip')}
      </a>
      <nav className={classes['side']} aria-label={t('navigation')}>
        <Link to="/" className={classes['brand']}>
          <Mark />
          <span translate="no">{productName}</span>
        </Link>
        <Button component={Link} to="/compose" leftSection={<SquarePen size={17} aria-hidden />}>
          {t('nav.compose')}
        </Button>
        <ul className={classes['links']}>
          {[home, posts, channels].map((place) => (
            <li key={place.to}>
              <PlaceLink {...place} />
            </li>
          ))}
        </ul>
        <div className={classes['foot']}>
          <PlaceLink {...settings} />
        </div>
      </nav>
      <header className={classes['head']}>
        <Link to="/" className={classes['brand']} aria-label={`${productName}: ${t('nav.home')}`}>
          <Mark />
          <span translate="no">{productName}</span>
        </Link>
        <LivePill />
        <LanguageSwitch />
        <ThemeSwitch />
        <AccountMenu />
      </header>
      <main id="main" tabIndex={-1} className={classes['main']}>
        <OfflineBanner />
        <Outlet />
      </main>
      <nav className={classes['bar']} aria-label={t('navigation_bar')}>
        <ul>
          {[home, posts, compose, channels].map((place) => (
            <li key={place.to}>
              <PlaceLink {...place} />
            </li>
          ))}
        </ul>
      </nav>
      <Suspense>{everExpired && <SessionExpiredDialog />}</Suspense>
      <Shortcuts />
    </div>
  );
}
