DROP INDEX `ledger_transaction_date`;--> statement-breakpoint
CREATE INDEX `ledger_transaction_account` ON `ledger_transaction` (`account_id`,`date`,`id`) WHERE "ledger_transaction"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `ledger_transaction_import` ON `ledger_transaction` (`import_id`,`date`,`id`);--> statement-breakpoint
CREATE INDEX `ledger_transaction_date` ON `ledger_transaction` (`date`,`id`) WHERE "ledger_transaction"."deleted_at" is null;