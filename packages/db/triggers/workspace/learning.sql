-- A transaction whose values change leaves the old ones to the labels that were learned of them.
CREATE TRIGGER `learning_event_keeps_features` BEFORE UPDATE OF `date`, `amount_minor`, `imported_payee`, `imported_memo`, `context` ON `ledger_transaction`
BEGIN
  UPDATE `learning_event` SET `features` = json_object(
    'payee', OLD.`imported_payee`, 'memo', OLD.`imported_memo`, 'amountMinor', OLD.`amount_minor`,
    'date', OLD.`date`, 'context', json(OLD.`context`)
  ) WHERE `transaction_id` = OLD.`id` AND `features` IS NULL;
END;
