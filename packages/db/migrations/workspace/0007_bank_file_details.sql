ALTER TABLE `imports_import` ADD `options` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `imports_import` ADD `dates` text;--> statement-breakpoint
ALTER TABLE `ledger_transaction` ADD `original_amount_minor` integer;--> statement-breakpoint
ALTER TABLE `ledger_transaction` ADD `original_currency` text;--> statement-breakpoint
ALTER TABLE `ledger_transaction` ADD `exchange_rate` text;