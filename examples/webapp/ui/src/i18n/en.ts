// SPDX-License-Identifier: BSL-1.0
import auth from './locales/en/auth.json';
import channels from './locales/en/channels.json';
import common from './locales/en/common.json';
import compose from './locales/en/compose.json';
import failures from './locales/en/failures.json';
import home from './locales/en/home.json';
import posts from './locales/en/posts.json';
import schedule from './locales/en/schedule.json';
import settings from './locales/en/settings.json';
import status from './locales/en/status.json';

export default { auth, channels, common, compose, failures, home, posts, schedule, settings, status };
