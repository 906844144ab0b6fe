CREATE TABLE `payees_rule` (
	`id` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`match` text NOT NULL,
	`text` text NOT NULL,
	`name` text NOT NULL
);
