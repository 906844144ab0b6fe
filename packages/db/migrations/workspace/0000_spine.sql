CREATE TABLE `audit_index` (
	`seq` integer PRIMARY KEY NOT NULL,
	`payee_id` text,
	`confidence` real
);
--> statement-breakpoint
CREATE INDEX `audit_index_payee` ON `audit_index` (`payee_id`,`seq`);--> statement-breakpoint
CREATE TABLE `audit_payload` (
	`seq` integer PRIMARY KEY NOT NULL,
	`salt` text NOT NULL,
	`payload` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_record` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`system` text NOT NULL,
	`subject` text NOT NULL,
	`model_version` text,
	`previous_hash` text NOT NULL,
	`commitment` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_record_subject` ON `audit_record` (`subject`);--> statement-breakpoint
CREATE TABLE `workspace_identity` (
	`workspace_id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `decisions_decision` (
	`id` text PRIMARY KEY NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`model_version` text NOT NULL,
	`learning_seq` integer NOT NULL,
	`category_id` text,
	`confidence` real,
	`score` real,
	`outcome` text NOT NULL,
	`outcome_code` text NOT NULL,
	`execution_microseconds` integer NOT NULL,
	`audit_seq` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `decisions_decision_subject` ON `decisions_decision` (`subject_id`);--> statement-breakpoint
CREATE INDEX `decisions_decision_created` ON `decisions_decision` (`created_at`);--> statement-breakpoint
CREATE TABLE `decisions_idempotency` (
	`key` text PRIMARY KEY NOT NULL,
	`request_hash` text NOT NULL,
	`response` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `feedback_feedback` (
	`id` text PRIMARY KEY NOT NULL,
	`decision_id` text NOT NULL,
	`transaction_id` text NOT NULL,
	`is_accepted` integer NOT NULL,
	`category_id` text NOT NULL,
	`predicted_category_id` text,
	`predicted_confidence` real,
	`change_set_id` text NOT NULL,
	`learning_seq` integer NOT NULL,
	`audit_seq` integer NOT NULL,
	`actor_id` text NOT NULL,
	`at` integer NOT NULL,
	`withdrawn_at` integer
);
--> statement-breakpoint
CREATE INDEX `feedback_feedback_decision` ON `feedback_feedback` (`decision_id`);--> statement-breakpoint
CREATE INDEX `feedback_feedback_change_set` ON `feedback_feedback` (`change_set_id`);--> statement-breakpoint
CREATE INDEX `feedback_feedback_at` ON `feedback_feedback` (`at`);--> statement-breakpoint
CREATE TABLE `imports_import` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`format` text NOT NULL,
	`status` text NOT NULL,
	`profile` text,
	`row_count` integer,
	`new_count` integer DEFAULT 0 NOT NULL,
	`duplicate_count` integer DEFAULT 0 NOT NULL,
	`matched_count` integer DEFAULT 0 NOT NULL,
	`error_count` integer DEFAULT 0 NOT NULL,
	`done_rows` integer DEFAULT 0 NOT NULL,
	`is_cancel_requested` integer DEFAULT false NOT NULL,
	`change_set_id` text,
	`failure` text,
	`actor` text NOT NULL,
	`created_at` integer NOT NULL,
	`committed_at` integer
);
--> statement-breakpoint
CREATE INDEX `imports_import_created` ON `imports_import` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `imports_import_hash` ON `imports_import` (`file_hash`);--> statement-breakpoint
CREATE TABLE `imports_profile` (
	`account_id` text PRIMARY KEY NOT NULL,
	`profile` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `imports_row` (
	`import_id` text NOT NULL,
	`row_number` integer NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`parsed` text,
	`transaction_id` text,
	PRIMARY KEY(`import_id`, `row_number`)
);
--> statement-breakpoint
CREATE INDEX `imports_row_outcome` ON `imports_row` (`import_id`,`outcome`,`row_number`);--> statement-breakpoint
CREATE TABLE `learning_event` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`type` text NOT NULL,
	`transaction_id` text,
	`features` text,
	`category_id` text,
	`into_category_id` text,
	`of_seq` integer,
	`column_name` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `learning_event_withdrawn` ON `learning_event` (`of_seq`);--> statement-breakpoint
CREATE TABLE `ledger_account` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`currency` text NOT NULL,
	`opening_balance_minor` integer NOT NULL,
	`external_id` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_account_name_unique` ON `ledger_account` (`name`);--> statement-breakpoint
CREATE TABLE `ledger_category` (
	`id` text PRIMARY KEY NOT NULL,
	`parent_id` text DEFAULT '' NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`is_hidden` integer DEFAULT false NOT NULL,
	`merged_into_id` text,
	`removed_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_category_name` ON `ledger_category` (`parent_id`,`name`) WHERE "ledger_category"."removed_at" is null and "ledger_category"."merged_into_id" is null;--> statement-breakpoint
CREATE TABLE `ledger_change_set` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`actor` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`undone_by_id` text,
	`undoes_id` text
);
--> statement-breakpoint
CREATE INDEX `ledger_change_set_at` ON `ledger_change_set` (`at`,`id`);--> statement-breakpoint
CREATE TABLE `ledger_change_set_item` (
	`change_set_id` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`field` text NOT NULL,
	`before` text,
	`after` text,
	PRIMARY KEY(`change_set_id`, `entity_id`, `field`)
);
--> statement-breakpoint
CREATE INDEX `ledger_change_set_item_entity` ON `ledger_change_set_item` (`entity_id`);--> statement-breakpoint
CREATE TABLE `ledger_external_id` (
	`account_id` text NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`transaction_id` text NOT NULL,
	PRIMARY KEY(`account_id`, `source`, `external_id`)
);
--> statement-breakpoint
CREATE TABLE `ledger_provenance` (
	`transaction_id` text NOT NULL,
	`field` text NOT NULL,
	`source` text NOT NULL,
	`decision_id` text,
	`is_locked` integer NOT NULL,
	`learning_seq` integer,
	`at` integer NOT NULL,
	PRIMARY KEY(`transaction_id`, `field`)
);
--> statement-breakpoint
CREATE TABLE `ledger_split` (
	`id` text PRIMARY KEY NOT NULL,
	`transaction_id` text NOT NULL,
	`position` integer NOT NULL,
	`category_id` text,
	`amount_minor` integer NOT NULL,
	`memo` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_split_transaction` ON `ledger_split` (`transaction_id`,`position`);--> statement-breakpoint
CREATE TABLE `ledger_transaction` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`date` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`payee_id` text NOT NULL,
	`imported_payee` text NOT NULL,
	`imported_memo` text NOT NULL,
	`context` text NOT NULL,
	`notes` text DEFAULT '' NOT NULL,
	`status` text NOT NULL,
	`import_id` text,
	`fingerprint` text NOT NULL,
	`category_id` text,
	`deleted_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_transaction_fingerprint` ON `ledger_transaction` (`fingerprint`);--> statement-breakpoint
CREATE INDEX `ledger_transaction_date` ON `ledger_transaction` (`date`,`id`);--> statement-breakpoint
CREATE INDEX `ledger_transaction_payee` ON `ledger_transaction` (`payee_id`,`date`,`id`);--> statement-breakpoint
CREATE INDEX `ledger_transaction_category` ON `ledger_transaction` (`category_id`,`date`,`id`);--> statement-breakpoint
CREATE TABLE `payees_payee` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`default_category_id` text,
	`learn_mode` text DEFAULT 'suggest' NOT NULL,
	`merged_into_id` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `payees_payee_name` ON `payees_payee` (`name`,`id`);--> statement-breakpoint
CREATE TABLE `payees_alias` (
	`imported_name` text PRIMARY KEY NOT NULL,
	`normalised` text NOT NULL,
	`payee_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `payees_alias_payee` ON `payees_alias` (`payee_id`);--> statement-breakpoint
CREATE INDEX `payees_alias_normalised` ON `payees_alias` (`normalised`);--> statement-breakpoint
CREATE TABLE `review_item` (
	`transaction_id` text PRIMARY KEY NOT NULL,
	`decision_id` text NOT NULL,
	`payee_id` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`category_id` text,
	`confidence` real,
	`outcome_code` text NOT NULL,
	`outcome_message` text NOT NULL,
	`state` text NOT NULL,
	`value` real NOT NULL,
	`created_at` integer NOT NULL,
	`answered_at` integer
);
--> statement-breakpoint
CREATE INDEX `review_item_queue` ON `review_item` (`state`,`value`,`transaction_id`);--> statement-breakpoint
CREATE INDEX `review_item_payee` ON `review_item` (`payee_id`,`state`);--> statement-breakpoint
CREATE INDEX `review_item_answered` ON `review_item` (`answered_at`);--> statement-breakpoint
CREATE TABLE `settings_value` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
);
