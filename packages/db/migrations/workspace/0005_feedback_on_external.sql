CREATE TABLE `learning_example` (
	`external_id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`learning_seq` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `feedback_feedback` ALTER COLUMN "transaction_id" TO "transaction_id" text;--> statement-breakpoint
ALTER TABLE `feedback_feedback` ALTER COLUMN "change_set_id" TO "change_set_id" text;
