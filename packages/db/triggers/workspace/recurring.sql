-- Payees whose recurring payments are to be looked at again.
INSERT OR IGNORE INTO `recurring_waiting` SELECT DISTINCT `payee_id`, 1 FROM `ledger_transaction`;--> statement-breakpoint
CREATE TRIGGER `recurring_wait_insert` AFTER INSERT ON `ledger_transaction` BEGIN
  INSERT INTO `recurring_waiting` VALUES (new.payee_id, 1) ON CONFLICT (`payee_id`) DO UPDATE SET `changes` = `changes` + 1;
END;--> statement-breakpoint
CREATE TRIGGER `recurring_wait_delete` AFTER DELETE ON `ledger_transaction` BEGIN
  INSERT INTO `recurring_waiting` VALUES (old.payee_id, 1) ON CONFLICT (`payee_id`) DO UPDATE SET `changes` = `changes` + 1;
END;--> statement-breakpoint
CREATE TRIGGER `recurring_wait_update` AFTER UPDATE OF `payee_id`, `account_id`, `date`, `amount_minor`, `currency`, `deleted_at` ON `ledger_transaction` BEGIN
  INSERT INTO `recurring_waiting` VALUES (old.payee_id, 1) ON CONFLICT (`payee_id`) DO UPDATE SET `changes` = `changes` + 1;
  INSERT INTO `recurring_waiting` VALUES (new.payee_id, 1) ON CONFLICT (`payee_id`) DO UPDATE SET `changes` = `changes` + 1;
END;
