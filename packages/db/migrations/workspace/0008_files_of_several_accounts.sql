ALTER TABLE `imports_import` ADD `accounts` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `imports_row` ADD `account_id` text;