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
CREATE TABLE `ledger_tag` (
	`transaction_id` text NOT NULL,
	`folded` text NOT NULL,
	`tag` text NOT NULL,
	`date` text NOT NULL,
	`stands` integer NOT NULL,
	PRIMARY KEY(`transaction_id`, `folded`)
);
--> statement-breakpoint
CREATE INDEX `ledger_tag_folded` ON `ledger_tag` (`folded`,`date`,`transaction_id`,`tag`) WHERE "ledger_tag"."stands" = 1;--> statement-breakpoint
CREATE INDEX `ledger_change_set_item_attachment` ON `ledger_change_set_item` (`entity`,`field`) WHERE "ledger_change_set_item"."entity" = 'attachment';--> statement-breakpoint
CREATE TRIGGER `ledger_tag_follow` AFTER UPDATE OF `date`, `deleted_at` ON `ledger_transaction`
WHEN old.`date` <> new.`date` OR (old.`deleted_at` IS NULL) <> (new.`deleted_at` IS NULL) BEGIN
	UPDATE `ledger_tag` SET `date` = new.`date`, `stands` = (new.`deleted_at` IS NULL) WHERE `transaction_id` = new.`id`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_tag_out` AFTER DELETE ON `ledger_transaction` BEGIN
	DELETE FROM `ledger_tag` WHERE `transaction_id` = old.`id`;
END;
