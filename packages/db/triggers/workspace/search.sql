-- The words of transactions, and their places in the order of time.
INSERT INTO `ledger_search` (`ledger_search`) VALUES ('delete-all');--> statement-breakpoint
DELETE FROM `ledger_document`;--> statement-breakpoint
INSERT INTO `ledger_document` (`row`, `transaction_id`)
SELECT cast(julianday(`date`) AS integer) * 1000000 + row_number() OVER (PARTITION BY `date` ORDER BY `id`), `id`
FROM `ledger_transaction`;--> statement-breakpoint
INSERT INTO `ledger_search` (rowid, `payee`, `imported`, `memo`, `notes`)
SELECT d.`row`, coalesce(p.`name`, ''), t.`imported_payee`, t.`imported_memo`, t.`notes`
FROM `ledger_document` d JOIN `ledger_transaction` t ON t.`id` = d.`transaction_id`
LEFT JOIN `payees_payee` p ON p.`id` = t.`payee_id` ORDER BY d.`row`;--> statement-breakpoint
CREATE TRIGGER `ledger_search_in` AFTER INSERT ON `ledger_transaction` BEGIN
	INSERT OR REPLACE INTO `ledger_document` (`row`, `transaction_id`) SELECT max(cast(julianday(new.`date`) AS integer) * 1000000, coalesce((SELECT `row` FROM `ledger_document` WHERE `row` < cast(julianday(new.`date`) AS integer) * 1000000 + 1000000 ORDER BY `row` DESC LIMIT 1), 0) + 1), new.`id`;
	INSERT INTO `ledger_search` (rowid, `payee`, `imported`, `memo`, `notes`)
	SELECT d.`row`, coalesce((SELECT `name` FROM `payees_payee` WHERE `id` = new.`payee_id`), ''),
	new.`imported_payee`, new.`imported_memo`, new.`notes`
	FROM `ledger_document` d WHERE d.`transaction_id` = new.`id`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_search_out` AFTER DELETE ON `ledger_transaction` BEGIN
	DELETE FROM `ledger_search` WHERE rowid = (SELECT `row` FROM `ledger_document` WHERE `transaction_id` = old.`id`);
	DELETE FROM `ledger_document` WHERE `transaction_id` = old.`id`;
	DELETE FROM `ledger_part` WHERE `transaction_id` = old.`id`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_search_change` AFTER UPDATE OF `payee_id`, `notes`, `date`, `imported_payee`, `imported_memo` ON `ledger_transaction`
WHEN old.`payee_id` <> new.`payee_id` OR old.`notes` <> new.`notes` OR old.`date` <> new.`date`
OR old.`imported_payee` <> new.`imported_payee` OR old.`imported_memo` <> new.`imported_memo` BEGIN
	DELETE FROM `ledger_search` WHERE rowid = (SELECT `row` FROM `ledger_document` WHERE `transaction_id` = new.`id`);
	UPDATE `ledger_document` SET `row` = max(cast(julianday(new.`date`) AS integer) * 1000000, coalesce((SELECT `row` FROM `ledger_document` WHERE `row` < cast(julianday(new.`date`) AS integer) * 1000000 + 1000000 ORDER BY `row` DESC LIMIT 1), 0) + 1) WHERE `transaction_id` = new.`id` AND old.`date` <> new.`date`;
	INSERT INTO `ledger_search` (rowid, `payee`, `imported`, `memo`, `notes`)
	SELECT d.`row`, coalesce((SELECT `name` FROM `payees_payee` WHERE `id` = new.`payee_id`), ''),
	new.`imported_payee`, new.`imported_memo`, new.`notes`
	FROM `ledger_document` d WHERE d.`transaction_id` = new.`id`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_search_payee` AFTER UPDATE OF `name` ON `payees_payee` WHEN old.`name` <> new.`name` BEGIN
	DELETE FROM `ledger_search` WHERE rowid IN (SELECT d.`row` FROM `ledger_transaction` t
	JOIN `ledger_document` d ON d.`transaction_id` = t.`id` WHERE t.`payee_id` = new.`id`);
	INSERT INTO `ledger_search` (rowid, `payee`, `imported`, `memo`, `notes`)
	SELECT d.`row`, new.`name`, t.`imported_payee`, t.`imported_memo`, t.`notes` FROM `ledger_transaction` t
	JOIN `ledger_document` d ON d.`transaction_id` = t.`id` WHERE t.`payee_id` = new.`id` ORDER BY d.`row`;
END;
