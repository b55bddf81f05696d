-- SPDX-License-Identifier: BSL-1.0
-- When a post goes out, and how often its user has changed it.

ALTER TABLE outbox_posts ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE outbox_posts ADD COLUMN scheduled_at TEXT;   -- as its author wrote it; none: it goes out at once
ALTER TABLE outbox_posts ADD COLUMN zone TEXT;           -- IANA, or empty
ALTER TABLE outbox_posts ADD COLUMN due_at INTEGER;      -- what it means by the zone's rules as they are known now
ALTER TABLE outbox_posts ADD COLUMN send_within INTEGER; -- seconds after it; none: no bound of its own

-- What is to come, soonest first.
CREATE INDEX outbox_deliveries_to_come ON outbox_deliveries (owner, due_at, post) WHERE state = 'scheduled';
CREATE INDEX outbox_deliveries_to_come_for_all ON outbox_deliveries (due_at, post) WHERE state = 'scheduled';

-- A post that is changed before it goes out may lose a channel.
CREATE TRIGGER outbox_turn_of_removed_delivery AFTER DELETE ON outbox_deliveries
WHEN OLD.state IN ('scheduled', 'queued', 'sending', 'waiting')
BEGIN
    DELETE FROM outbox_turns WHERE channel = OLD.channel AND delivery = OLD.id;
    INSERT OR IGNORE INTO outbox_turns (channel, delivery, due_at)
    SELECT channel, id, max(due_at, OLD.updated_at) FROM outbox_pending
    WHERE channel = OLD.channel ORDER BY due_since, id LIMIT 1;
END;

CREATE TRIGGER outbox_count_removed_delivery AFTER DELETE ON outbox_deliveries
BEGIN
    UPDATE outbox_counts SET deliveries = deliveries - 1 WHERE state = OLD.state;
END;
