-- SPDX-License-Identifier: BSL-1.0
-- Where a channel leads, and where a delivery was last sent: a repetition is recognised only where the first one went. A number
-- that its user's changes of the settings count up, and a token that the network renews does not.

ALTER TABLE outbox_channels ADD COLUMN place INTEGER NOT NULL DEFAULT 1;
ALTER TABLE outbox_deliveries ADD COLUMN place INTEGER NOT NULL DEFAULT 1; -- the channel's, when the last attempt began
