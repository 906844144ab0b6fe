CREATE TABLE `recurring_event` (
	`id` text PRIMARY KEY NOT NULL,
	`stream_id` text NOT NULL,
	`kind` text NOT NULL,
	`date` text NOT NULL,
	`expected_minor` integer,
	`amount_minor` integer,
	`noticed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `recurring_event_stream` ON `recurring_event` (`stream_id`);--> statement-breakpoint
CREATE INDEX `recurring_event_date` ON `recurring_event` (`date`,`id`);--> statement-breakpoint
CREATE INDEX `recurring_event_kind` ON `recurring_event` (`kind`,`date`,`id`);--> statement-breakpoint
CREATE TABLE `recurring_payment` (
	`stream_id` text NOT NULL,
	`transaction_id` text NOT NULL,
	`date` text NOT NULL,
	`amount_minor` integer NOT NULL,
	PRIMARY KEY(`stream_id`, `date`, `transaction_id`)
);
--> statement-breakpoint
CREATE INDEX `recurring_payment_date` ON `recurring_payment` (`date`,`stream_id`);--> statement-breakpoint
CREATE INDEX `recurring_payment_transaction` ON `recurring_payment` (`transaction_id`);--> statement-breakpoint
CREATE TABLE `recurring_stream` (
	`id` text PRIMARY KEY NOT NULL,
	`payee_id` text NOT NULL,
	`account_id` text NOT NULL,
	`currency` text NOT NULL,
	`shape` text NOT NULL,
	`log_evidence` real NOT NULL,
	`is_even` integer NOT NULL,
	`is_found` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `recurring_stream_payee` ON `recurring_stream` (`payee_id`);--> statement-breakpoint
CREATE INDEX `recurring_stream_found` ON `recurring_stream` (`is_found`,`id`);--> statement-breakpoint
CREATE INDEX `recurring_stream_evidence` ON `recurring_stream` (`is_even`,`log_evidence`);--> statement-breakpoint
CREATE TABLE `recurring_tested` (
	`payee_id` text PRIMARY KEY NOT NULL,
	`even` integer NOT NULL,
	`uneven` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `recurring_verdict` (
	`stream_id` text PRIMARY KEY NOT NULL,
	`verdict` text NOT NULL,
	`name` text,
	`ended_on` text
);
--> statement-breakpoint
CREATE TABLE `recurring_waiting` (
	`payee_id` text PRIMARY KEY NOT NULL,
	`changes` integer NOT NULL
);
--> statement-breakpoint
CREATE TRIGGER `recurring_wait_insert` AFTER INSERT ON `ledger_transaction` BEGIN
  INSERT INTO `recurring_waiting` VALUES (new.payee_id, 1) ON CONFLICT (`payee_id`) DO UPDATE SET `changes` = `changes` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `recurring_wait_delete` AFTER DELETE ON `ledger_transaction` BEGIN
  INSERT INTO `recurring_waiting` VALUES (old.payee_id, 1) ON CONFLICT (`payee_id`) DO UPDATE SET `changes` = `changes` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `recurring_wait_update` AFTER UPDATE OF `payee_id`, `account_id`, `date`, `amount_minor`, `currency`, `deleted_at` ON `ledger_transaction` BEGIN
  INSERT INTO `recurring_waiting` VALUES (old.payee_id, 1) ON CONFLICT (`payee_id`) DO UPDATE SET `changes` = `changes` + 1;
  INSERT INTO `recurring_waiting` VALUES (new.payee_id, 1) ON CONFLICT (`payee_id`) DO UPDATE SET `changes` = `changes` + 1;
END;
--> statement-breakpoint
INSERT INTO `recurring_waiting` SELECT DISTINCT `payee_id`, 1 FROM `ledger_transaction`;
