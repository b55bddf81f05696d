-- SPDX-License-Identifier: BSL-1.0
-- Who uses the server, and where they are logged in. No token, code or password is stored: only what verifies them.
--
-- *_at are milliseconds since 1970, UTC, to be shown. *_reading are milliseconds of the session clock, by which things end.

CREATE TABLE users (
    id                TEXT    NOT NULL PRIMARY KEY, -- UUIDv7
    email             TEXT    NOT NULL,             -- as it was typed
    email_key         TEXT    NOT NULL UNIQUE,      -- in lower case
    display_name      TEXT    NOT NULL,
    role              TEXT    NOT NULL CHECK (role IN ('user', 'administrator')),
    password_hash     TEXT    NOT NULL,             -- Argon2id in its text form
    password_revision INTEGER NOT NULL DEFAULT 1,   -- grows when the password changes, not when it is hashed anew
    created_at        INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    id                TEXT    NOT NULL PRIMARY KEY, -- UUIDv7; names the session, opens nothing
    token_digest      BLOB    NOT NULL UNIQUE,      -- BLAKE2b-256
    user_id           TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    user_agent        TEXT    NOT NULL,
    created_at        INTEGER NOT NULL,
    last_used_at      INTEGER NOT NULL,
    created_reading   INTEGER NOT NULL,
    last_used_reading INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_of_user ON sessions (user_id, last_used_reading);

-- Browsers that have logged in to an account.
CREATE TABLE known_devices (
    token_digest      BLOB    NOT NULL PRIMARY KEY,
    user_id           TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    last_used_reading INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX known_devices_of_user ON known_devices (user_id, last_used_reading);

-- Those that can still be used: one that is used is deleted.
CREATE TABLE invitations (
    code_digest     BLOB    NOT NULL PRIMARY KEY,
    email_key       TEXT,                          -- only this address; NULL: any
    invited_by      TEXT    REFERENCES users (id) ON DELETE CASCADE, -- NULL: the operator
    created_at      INTEGER NOT NULL,
    expires_reading INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The session clock's last note: one row.
CREATE TABLE session_clock (
    id      INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    reading INTEGER NOT NULL,
    wall_at INTEGER NOT NULL
) STRICT;
