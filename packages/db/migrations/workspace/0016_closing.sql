CREATE TABLE `closing_month` (
	`starts_on` text PRIMARY KEY NOT NULL,
	`ends_before` text NOT NULL,
	`closed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `webhooks_delivery` (
	`id` text PRIMARY KEY NOT NULL,
	`endpoint_id` text NOT NULL,
	`type` text NOT NULL,
	`first_seq` integer,
	`last_seq` integer,
	`item_count` integer NOT NULL,
	`is_in_order` integer NOT NULL,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_attempt_at` integer,
	`next_attempt_at` integer,
	`response_status` integer,
	`response_text` text,
	`error` text
);
--> statement-breakpoint
CREATE INDEX `webhooks_delivery_endpoint` ON `webhooks_delivery` (`endpoint_id`,`id`);--> statement-breakpoint
CREATE INDEX `webhooks_delivery_status` ON `webhooks_delivery` (`endpoint_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `webhooks_delivery_waiting` ON `webhooks_delivery` (`endpoint_id`,`is_in_order`,`next_attempt_at`) WHERE "webhooks_delivery"."status" = 'waiting';--> statement-breakpoint
CREATE INDEX `webhooks_delivery_created` ON `webhooks_delivery` (`created_at`);--> statement-breakpoint
CREATE TABLE `webhooks_endpoint` (
	`id` text PRIMARY KEY NOT NULL,
	`url` text NOT NULL,
	`description` text NOT NULL,
	`events` text NOT NULL,
	`is_active` integer NOT NULL,
	`stopped_at` integer,
	`secret` text NOT NULL,
	`previous_secret` text,
	`previous_secret_ends_at` integer,
	`cursor_seq` integer NOT NULL,
	`lease_holder` text,
	`leased_until` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `webhooks_outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`type` text NOT NULL,
	`ids` text NOT NULL,
	`item_count` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `webhooks_outbox_at` ON `webhooks_outbox` (`at`);--> statement-breakpoint
CREATE INDEX `ledger_transaction_unreconciled` ON `ledger_transaction` (`account_id`,`date`,`id`) WHERE "ledger_transaction"."status" = 'posted' and "ledger_transaction"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `ledger_transaction_reconciled` ON `ledger_transaction` (`account_id`,`amount_minor`) WHERE "ledger_transaction"."status" = 'reconciled' and "ledger_transaction"."deleted_at" is null;