CREATE TABLE `closing_month` (
	`starts_on` text PRIMARY KEY NOT NULL,
	`ends_before` text NOT NULL,
	`closed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ledger_transaction_unreconciled` ON `ledger_transaction` (`account_id`,`date`,`id`) WHERE "ledger_transaction"."status" = 'posted' and "ledger_transaction"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `ledger_transaction_reconciled` ON `ledger_transaction` (`account_id`,`amount_minor`) WHERE "ledger_transaction"."status" = 'reconciled' and "ledger_transaction"."deleted_at" is null;