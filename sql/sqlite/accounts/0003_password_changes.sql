-- SPDX-License-Identifier: BSL-1.0
-- When a password was changed, and the sessions that this ended: whoever comes back with one of them is told why.

ALTER TABLE users ADD COLUMN password_changed_at INTEGER; -- NULL: it is the first one

CREATE TABLE ended_sessions (
    token_digest  BLOB    NOT NULL PRIMARY KEY,
    user_id       TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    ended_at      INTEGER NOT NULL,
    ended_reading INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ended_sessions_of_user ON ended_sessions (user_id, ended_reading);
