DROP INDEX `ledger_transaction_fingerprint`;--> statement-breakpoint
ALTER TABLE `ledger_transaction` ADD `merged_into_id` text;--> statement-breakpoint
ALTER TABLE `ledger_transaction` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `ledger_transaction_merged` ON `ledger_transaction` (`fingerprint`) WHERE "ledger_transaction"."merged_into_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_transaction_fingerprint` ON `ledger_transaction` (`fingerprint`) WHERE "ledger_transaction"."deleted_at" is null;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_ledger_external_id` (
	`account_id` text NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`transaction_id` text NOT NULL,
	PRIMARY KEY(`account_id`, `source`, `external_id`, `transaction_id`)
);
--> statement-breakpoint
INSERT INTO `__new_ledger_external_id`("account_id", "source", "external_id", "transaction_id") SELECT "account_id", "source", "external_id", "transaction_id" FROM `ledger_external_id`;--> statement-breakpoint
DROP TABLE `ledger_external_id`;--> statement-breakpoint
ALTER TABLE `__new_ledger_external_id` RENAME TO `ledger_external_id`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `ledger_external_id_transaction` ON `ledger_external_id` (`transaction_id`);--> statement-breakpoint
ALTER TABLE `review_item` ADD `state_before` text;--> statement-breakpoint
CREATE INDEX `imports_import_change_set` ON `imports_import` (`change_set_id`);--> statement-breakpoint
CREATE INDEX `learning_event_category` ON `learning_event` (`category_id`) WHERE "learning_event"."type" <> 'label_seen';--> statement-breakpoint
CREATE INDEX `ledger_change_set_undoes` ON `ledger_change_set` (`undoes_id`);--> statement-breakpoint
-- Creations of accounts keep the whole row from now on, so that they can be undone.
UPDATE `ledger_change_set_item` SET `before` = 'null', `after` = (SELECT json_object('id', a.id, 'name', a.name, 'type', a.type, 'currency', a.currency, 'openingBalanceMinor', a.opening_balance_minor, 'externalId', a.external_id, 'createdAt', a.created_at) FROM `ledger_account` a WHERE a.id = `entity_id`) WHERE `entity` = 'account' AND `field` = 'exists' AND EXISTS (SELECT 1 FROM `ledger_account` a WHERE a.id = `entity_id`);--> statement-breakpoint
-- An answer is undone with where the category came from; of those before, that it came from nowhere.
INSERT INTO `ledger_change_set_item` (`change_set_id`, `entity`, `entity_id`, `field`, `before`, `after`) SELECT i.change_set_id, 'transaction', i.entity_id, 'categoryProvenance', 'null', json_object('source', p.source, 'decisionId', p.decision_id, 'isLocked', json(iif(p.is_locked, 'true', 'false')), 'at', p.at) FROM `ledger_change_set_item` i JOIN `ledger_change_set` s ON s.id = i.change_set_id JOIN `ledger_provenance` p ON p.transaction_id = i.entity_id AND p.field = 'category' AND p.at = s.at WHERE i.entity = 'transaction' AND i.field = 'category' AND i.before = 'null' AND s.kind = 'edit' AND s.undone_by_id IS NULL;
