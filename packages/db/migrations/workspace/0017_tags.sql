CREATE TABLE `ledger_tag` (
	`transaction_id` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`folded` text NOT NULL,
	PRIMARY KEY(`transaction_id`, `position`)
);
--> statement-breakpoint
CREATE INDEX `ledger_tag_folded` ON `ledger_tag` (`folded`,`transaction_id`);