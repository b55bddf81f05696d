-- SPDX-License-Identifier: BSL-1.0
-- How many posts each user has sent on the last day they sent any. What is older than today counts nothing and is swept.

CREATE TABLE posts_of_day (
    user_id TEXT    NOT NULL PRIMARY KEY,
    day     INTEGER NOT NULL,           -- days since 1970, UTC
    posts   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
