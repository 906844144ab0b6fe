ALTER TABLE `imports_import` ADD `accounts` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `imports_row` ADD `account_id` text;--> statement-breakpoint
CREATE INDEX `learning_event_transaction` ON `learning_event` (`transaction_id`) WHERE "learning_event"."features" is null and "learning_event"."transaction_id" is not null;--> statement-breakpoint
CREATE INDEX `ledger_transaction_pending` ON `ledger_transaction` (`account_id`,`date`) WHERE "ledger_transaction"."status" = 'pending';--> statement-breakpoint
CREATE TRIGGER `learning_event_keeps_features` BEFORE UPDATE OF `date`, `amount_minor`, `imported_payee`, `imported_memo`, `context` ON `ledger_transaction`
BEGIN
  UPDATE `learning_event` SET `features` = json_object(
    'payee', OLD.`imported_payee`, 'memo', OLD.`imported_memo`, 'amountMinor', OLD.`amount_minor`,
    'date', OLD.`date`, 'context', json(OLD.`context`)
  ) WHERE `transaction_id` = OLD.`id` AND `features` IS NULL;
END;
