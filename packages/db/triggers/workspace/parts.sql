-- The splits of transactions that have several, by their category.
DELETE FROM `ledger_part`;--> statement-breakpoint
INSERT INTO `ledger_part` (`category_id`, `date`, `transaction_id`, `split_id`, `amount_minor`)
SELECT coalesce(s.`category_id`, ''), t.`date`, t.`id`, s.`id`, s.`amount_minor`
FROM `ledger_split` s JOIN `ledger_transaction` t ON t.`id` = s.`transaction_id`
WHERE s.`transaction_id` IN (SELECT `transaction_id` FROM `ledger_split` WHERE `position` > 0);--> statement-breakpoint
CREATE TRIGGER `ledger_part_in` AFTER INSERT ON `ledger_split` WHEN new.`position` > 0 OR EXISTS (SELECT 1 FROM `ledger_part` WHERE `transaction_id` = new.`transaction_id`) BEGIN
	DELETE FROM `ledger_part` WHERE `transaction_id` = new.`transaction_id`;
	INSERT INTO `ledger_part` (`category_id`, `date`, `transaction_id`, `split_id`, `amount_minor`)
	SELECT coalesce(s.`category_id`, ''), t.`date`, t.`id`, s.`id`, s.`amount_minor`
	FROM `ledger_split` s JOIN `ledger_transaction` t ON t.`id` = s.`transaction_id`
	WHERE s.`transaction_id` = new.`transaction_id`
	AND (SELECT count(*) FROM `ledger_split` WHERE `transaction_id` = new.`transaction_id`) > 1;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_part_out` AFTER DELETE ON `ledger_split` WHEN EXISTS (SELECT 1 FROM `ledger_part` WHERE `transaction_id` = old.`transaction_id`) BEGIN
	DELETE FROM `ledger_part` WHERE `transaction_id` = old.`transaction_id`;
	INSERT INTO `ledger_part` (`category_id`, `date`, `transaction_id`, `split_id`, `amount_minor`)
	SELECT coalesce(s.`category_id`, ''), t.`date`, t.`id`, s.`id`, s.`amount_minor`
	FROM `ledger_split` s JOIN `ledger_transaction` t ON t.`id` = s.`transaction_id`
	WHERE s.`transaction_id` = old.`transaction_id`
	AND (SELECT count(*) FROM `ledger_split` WHERE `transaction_id` = old.`transaction_id`) > 1;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_part_change` AFTER UPDATE ON `ledger_split` WHEN EXISTS (SELECT 1 FROM `ledger_part` WHERE `transaction_id` = new.`transaction_id`) BEGIN
	DELETE FROM `ledger_part` WHERE `transaction_id` = new.`transaction_id`;
	INSERT INTO `ledger_part` (`category_id`, `date`, `transaction_id`, `split_id`, `amount_minor`)
	SELECT coalesce(s.`category_id`, ''), t.`date`, t.`id`, s.`id`, s.`amount_minor`
	FROM `ledger_split` s JOIN `ledger_transaction` t ON t.`id` = s.`transaction_id`
	WHERE s.`transaction_id` = new.`transaction_id`
	AND (SELECT count(*) FROM `ledger_split` WHERE `transaction_id` = new.`transaction_id`) > 1;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_part_date` AFTER UPDATE OF `date` ON `ledger_transaction` WHEN old.`date` <> new.`date` BEGIN
	UPDATE `ledger_part` SET `date` = new.`date` WHERE `transaction_id` = new.`id`;
END;
