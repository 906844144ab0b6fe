ALTER TABLE `invitation` ADD `secretHash` text;--> statement-breakpoint
ALTER TABLE `invitation` ADD `mailedAt` integer;--> statement-breakpoint
ALTER TABLE `invitation` ADD `mailFailure` text;