DROP TRIGGER IF EXISTS `ledger_day_total_split_in`;--> statement-breakpoint
DROP TRIGGER IF EXISTS `ledger_day_total_split_out`;--> statement-breakpoint
DROP TRIGGER IF EXISTS `ledger_day_total_split_change`;--> statement-breakpoint
DROP TRIGGER IF EXISTS `ledger_day_total_transaction_in`;--> statement-breakpoint
DROP TRIGGER IF EXISTS `ledger_day_total_transaction_out`;--> statement-breakpoint
DROP TRIGGER IF EXISTS `ledger_day_total_transaction_change`;--> statement-breakpoint
DROP TRIGGER IF EXISTS `ledger_month_total_split_in`;--> statement-breakpoint
DROP TRIGGER IF EXISTS `ledger_month_total_split_out`;--> statement-breakpoint
DROP TRIGGER IF EXISTS `ledger_month_total_split_change`;--> statement-breakpoint
DROP TRIGGER IF EXISTS `ledger_month_total_transaction_in`;--> statement-breakpoint
DROP TRIGGER IF EXISTS `ledger_month_total_transaction_out`;--> statement-breakpoint
DROP TRIGGER IF EXISTS `ledger_month_total_transaction_change`;--> statement-breakpoint
CREATE TABLE `ledger_total` (
	`category_id` text NOT NULL,
	`account_id` text NOT NULL,
	`period` text NOT NULL,
	`currency` text NOT NULL,
	`is_transfer` integer NOT NULL,
	`splits` integer NOT NULL,
	`transactions` integer NOT NULL,
	`in_minor` integer NOT NULL,
	`out_minor` integer NOT NULL,
	PRIMARY KEY(`category_id`, `account_id`, `period`, `currency`, `is_transfer`)
) WITHOUT ROWID;
--> statement-breakpoint
DROP TABLE `ledger_day_total`;--> statement-breakpoint
DROP TABLE `ledger_month_total`;--> statement-breakpoint
ALTER TABLE `learning_event` ADD `change_set_id` text;--> statement-breakpoint
CREATE INDEX `learning_event_column` ON `learning_event` (`change_set_id`) WHERE "learning_event"."change_set_id" is not null;
