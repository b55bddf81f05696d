// SPDX-License-Identifier: BSL-1.0
import auth from './locales/fr/auth.json';
import channels from './locales/fr/channels.json';
import common from './locales/fr/common.json';
import compose from './locales/fr/compose.json';
import failures from './locales/fr/failures.json';
import home from './locales/fr/home.json';
import posts from './locales/fr/posts.json';
import schedule from './locales/fr/schedule.json';
import settings from './locales/fr/settings.json';
import status from './locales/fr/status.json';

export default { auth, channels, common, compose, failures, home, posts, schedule, settings, status };
