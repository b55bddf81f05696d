-- The outbox: channels, posts, their deliveries and every attempt; docs/outbox.md says what the words mean.
-- Ids are UUIDs as text. Times are milliseconds since 1970, UTC.

-- The keys of the sealed columns, themselves sealed under the master key.
CREATE TABLE outbox_keys (
    id         INTEGER PRIMARY KEY,
    wrapped    BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE outbox_channels (
    id         TEXT PRIMARY KEY,
    owner      TEXT NOT NULL,
    name       TEXT NOT NULL,
    connector  TEXT NOT NULL,
    hint       TEXT NOT NULL,
    settings   TEXT NOT NULL, -- a JSON object of those that are not secret
    sealed     BLOB NOT NULL, -- all of them
    state      TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'needs_attention')),
    problem    TEXT,          -- a failure, as JSON
    problem_at INTEGER,
    free_at    INTEGER NOT NULL DEFAULT 0, -- the network wants rest until then
    revision   INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_channels_of_owner ON outbox_channels (owner, name, id);

CREATE TABLE outbox_posts (
    id              TEXT PRIMARY KEY,
    owner           TEXT NOT NULL,
    text            TEXT NOT NULL,
    title           TEXT NOT NULL,
    link            TEXT NOT NULL,
    search          TEXT NOT NULL, -- text and title, case-folded
    idempotency_key TEXT,
    request_hash    BLOB,          -- of what came under that key
    created_at      INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX outbox_posts_of_key ON outbox_posts (owner, idempotency_key) WHERE idempotency_key IS NOT NULL;
-- The history is read backwards from a position, one owner's or everyone's.
CREATE INDEX outbox_posts_of_owner ON outbox_posts (owner, created_at DESC, id DESC);
CREATE INDEX outbox_posts_in_time ON outbox_posts (created_at DESC, id DESC);

CREATE TABLE outbox_deliveries (
    id               TEXT PRIMARY KEY,
    post             TEXT NOT NULL REFERENCES outbox_posts (id),
    position         INTEGER NOT NULL, -- among the post's
    owner            TEXT NOT NULL,    -- the post's
    created_at       INTEGER NOT NULL, -- the post's
    channel          TEXT NOT NULL,    -- refers to nothing: the history outlives the channel
    channel_name     TEXT NOT NULL,
    connector        TEXT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN ('scheduled', 'queued', 'sending', 'waiting',
                                                    'delivered', 'failed', 'unconfirmed', 'missed', 'cancelled')),
    due_since        INTEGER NOT NULL, -- its place in the channel's order
    due_at           INTEGER NOT NULL, -- when it is tried (again)
    attempt          INTEGER NOT NULL DEFAULT 0, -- number of the last one ever made
    tries            INTEGER NOT NULL DEFAULT 0, -- attempts since the user last asked for it
    rate_limited     INTEGER NOT NULL DEFAULT 0, -- of those
    interruptions    INTEGER NOT NULL DEFAULT 0, -- how often the process died meanwhile
    first_attempt_at INTEGER,                    -- of those tries
    exposure         TEXT NOT NULL DEFAULT 'nothing' -- what readers may see; while it is sending, if it ended now
                     CHECK (exposure IN ('nothing', 'parts', 'recognised', 'doubtful')),
    checkpoint       BLOB, -- sealed
    proof            TEXT NOT NULL DEFAULT 'none' CHECK (proof IN ('none', 'id', 'accepted')),
    remote_id        TEXT NOT NULL DEFAULT '',
    permalink        TEXT NOT NULL DEFAULT '',
    failure          TEXT, -- as JSON
    updated_at       INTEGER NOT NULL,
    UNIQUE (post, position)
) STRICT;

-- A channel's order. Holds what is not at an end only, so that it stays as small as the work that is left.
CREATE INDEX outbox_deliveries_pending ON outbox_deliveries (channel, due_since, id)
    WHERE state IN ('scheduled', 'queued', 'sending', 'waiting');
-- What a process that died had under way.
CREATE INDEX outbox_deliveries_sending ON outbox_deliveries (id) WHERE state = 'sending';
-- The history of one channel, and of what went wrong or is not over.
CREATE INDEX outbox_deliveries_of_channel ON outbox_deliveries (channel, created_at DESC, post DESC);
CREATE INDEX outbox_deliveries_not_delivered ON outbox_deliveries (owner, created_at DESC, post DESC)
    WHERE state <> 'delivered';

CREATE TABLE outbox_attempts (
    delivery   TEXT NOT NULL REFERENCES outbox_deliveries (id),
    number     INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,       -- none: under way, or the process died
    state      TEXT NOT NULL, -- of the delivery, after it
    failure    TEXT,          -- as JSON
    elapsed_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;

-- Whose turn it is: the first delivery of each channel that has one, and from when on it may be claimed. Made by the triggers
-- below from the deliveries and channels, so that a claim reads as many rows as it takes, however many wait.
CREATE TABLE outbox_turns (
    channel  TEXT PRIMARY KEY,
    delivery TEXT NOT NULL,
    due_at   INTEGER -- none: not before its delivery or its channel changes
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_turns_due ON outbox_turns (due_at, channel) WHERE due_at IS NOT NULL;

CREATE VIEW outbox_pending (id, channel, due_since, due_at) AS
SELECT d.id, d.channel, d.due_since,
       iif(d.state = 'sending' OR c.state = 'paused', NULL, max(d.due_at, coalesce(c.free_at, 0)))
FROM outbox_deliveries d LEFT JOIN outbox_channels c ON c.id = d.channel
WHERE d.state IN ('scheduled', 'queued', 'sending', 'waiting');

-- A delivery that comes before its channel's first, or is it, makes the turn be drawn anew; it then counts from now, behind
-- the channels that already wait: a channel with a long backlog takes its turns like any other.
CREATE TRIGGER outbox_turn_of_new_delivery AFTER INSERT ON outbox_deliveries
WHEN NEW.state IN ('scheduled', 'queued', 'sending', 'waiting')
BEGIN
    DELETE FROM outbox_turns
    WHERE channel = NEW.channel
      AND (NEW.due_since, NEW.id) < (SELECT d.due_since, d.id FROM outbox_deliveries d WHERE d.id = outbox_turns.delivery);
    INSERT OR IGNORE INTO outbox_turns (channel, delivery, due_at)
    SELECT channel, id, max(due_at, NEW.updated_at) FROM outbox_pending
    WHERE channel = NEW.channel ORDER BY due_since, id LIMIT 1;
END;

CREATE TRIGGER outbox_turn_of_changed_delivery AFTER UPDATE OF state, due_since, due_at ON outbox_deliveries
WHEN NEW.state IN ('scheduled', 'queued', 'sending', 'waiting') OR OLD.state IN ('scheduled', 'queued', 'sending', 'waiting')
BEGIN
    DELETE FROM outbox_turns
    WHERE channel = NEW.channel
      AND (NEW.due_since, NEW.id) <= (SELECT d.due_since, d.id FROM outbox_deliveries d WHERE d.id = outbox_turns.delivery);
    INSERT OR IGNORE INTO outbox_turns (channel, delivery, due_at)
    SELECT channel, id, max(due_at, NEW.updated_at) FROM outbox_pending
    WHERE channel = NEW.channel ORDER BY due_since, id LIMIT 1;
END;

CREATE TRIGGER outbox_turn_of_changed_channel AFTER UPDATE OF state, free_at ON outbox_channels
BEGIN
    UPDATE outbox_turns
    SET due_at = (SELECT p.due_at FROM outbox_pending p WHERE p.id = outbox_turns.delivery)
    WHERE channel = NEW.id;
END;

-- How many deliveries are in each state; counting them would read them all.
CREATE TABLE outbox_counts (
    state      TEXT PRIMARY KEY,
    deliveries INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TRIGGER outbox_count_new_delivery AFTER INSERT ON outbox_deliveries
BEGIN
    INSERT INTO outbox_counts (state, deliveries) VALUES (NEW.state, 1)
    ON CONFLICT (state) DO UPDATE SET deliveries = deliveries + 1;
END;

CREATE TRIGGER outbox_count_changed_delivery AFTER UPDATE OF state ON outbox_deliveries WHEN NEW.state <> OLD.state
BEGIN
    UPDATE outbox_counts SET deliveries = deliveries - 1 WHERE state = OLD.state;
    INSERT INTO outbox_counts (state, deliveries) VALUES (NEW.state, 1)
    ON CONFLICT (state) DO UPDATE SET deliveries = deliveries + 1;
END;
