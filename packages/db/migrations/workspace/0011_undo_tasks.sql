CREATE TABLE `changes_undo` (
	`change_set_id` text PRIMARY KEY NOT NULL,
	`direction` text NOT NULL,
	`rest` integer NOT NULL,
	`actor` text NOT NULL,
	`state` text NOT NULL,
	`total` integer NOT NULL,
	`outcome` text,
	`started_at` integer NOT NULL,
	`ended_at` integer
);
