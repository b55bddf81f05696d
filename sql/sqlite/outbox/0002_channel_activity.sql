-- SPDX-License-Identifier: BSL-1.0
-- When something was last delivered to a channel; finding the newest of its deliveries would read them all.

ALTER TABLE outbox_channels ADD COLUMN last_delivered_at INTEGER;

UPDATE outbox_channels
SET last_delivered_at = (SELECT max(updated_at) FROM outbox_deliveries
                         WHERE channel = outbox_channels.id AND state = 'delivered');

-- Not what its user says was delivered: nobody knows when that was.
CREATE TRIGGER outbox_delivered_to_channel AFTER UPDATE OF state ON outbox_deliveries
WHEN NEW.state = 'delivered' AND OLD.state = 'sending'
BEGIN
    UPDATE outbox_channels SET last_delivered_at = NEW.updated_at WHERE id = NEW.channel;
END;
