// SPDX-License-Identifier: BSL-1.0
// The pages in Debian's Chromium. Each kind of reader is a project; every pair of language, theme and size is in one of them.
import { defineConfig } from '@playwright/test';

const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    timezoneId: 'Europe/Paris',
    trace: 'retain-on-failure',
    contextOptions: { reducedMotion: 'reduce' }, // what moves has colours that are nobody's
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'fr-phone-light', use: { ...phone, locale: 'fr-FR', colorScheme: 'light' } },
    { name: 'fr-desktop-dark', use: { ...desktop, locale: 'fr-FR', colorScheme: 'dark' } },
    { name: 'en-desktop-light', use: { ...desktop, locale: 'en-GB', colorScheme: 'light' } },
    { name: 'en-phone-dark', use: { ...phone, locale: 'en-GB', colorScheme: 'dark' } },
  ],
});
