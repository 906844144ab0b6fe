CREATE TABLE `matches_match` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`first_id` text NOT NULL,
	`second_id` text NOT NULL,
	`state` text NOT NULL,
	`evidence` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `matches_match_pair` ON `matches_match` (`first_id`,`second_id`,`kind`);--> statement-breakpoint
CREATE INDEX `matches_match_second` ON `matches_match` (`second_id`);--> statement-breakpoint
CREATE INDEX `matches_match_state` ON `matches_match` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `matches_match_waiting` ON `matches_match` (`kind`,`id`) WHERE "matches_match"."state" = 'proposed';--> statement-breakpoint
ALTER TABLE `imports_import` ADD `first_date` text;--> statement-breakpoint
ALTER TABLE `imports_import` ADD `last_date` text;--> statement-breakpoint
ALTER TABLE `ledger_transaction` ADD `transfer_id` text;--> statement-breakpoint
CREATE INDEX `ledger_transaction_merged_into` ON `ledger_transaction` (`merged_into_id`) WHERE "ledger_transaction"."merged_into_id" is not null;--> statement-breakpoint
CREATE INDEX `ledger_transaction_amount` ON `ledger_transaction` (`amount_minor`,`date`) WHERE "ledger_transaction"."deleted_at" is null;--> statement-breakpoint
UPDATE `imports_import` SET (`first_date`, `last_date`) = (SELECT min(json_extract(`parsed`, '$.date')), max(json_extract(`parsed`, '$.date')) FROM `imports_row` WHERE `import_id` = `imports_import`.`id` AND `parsed` IS NOT NULL);
