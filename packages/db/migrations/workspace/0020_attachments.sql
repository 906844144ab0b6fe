CREATE TABLE `ledger_attachment` (
	`id` text PRIMARY KEY NOT NULL,
	`transaction_id` text NOT NULL,
	`sha256` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_attachment_file` ON `ledger_attachment` (`transaction_id`,`sha256`);--> statement-breakpoint
CREATE INDEX `ledger_attachment_sha256` ON `ledger_attachment` (`sha256`);--> statement-breakpoint
CREATE INDEX `ledger_change_set_item_attachment` ON `ledger_change_set_item` (`entity`,`field`) WHERE "ledger_change_set_item"."entity" = 'attachment';