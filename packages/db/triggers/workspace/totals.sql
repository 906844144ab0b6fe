-- What splits add up to: of a category on each day, of a category in a month and an account, and of all in a month and an
-- account ('*'). A confirmed transfer between own accounts is kept by itself. Only what stands in the ledger counts.
DELETE FROM `ledger_total`;--> statement-breakpoint
INSERT INTO `ledger_total` (`category_id`, `account_id`, `period`, `currency`, `is_transfer`, `splits`, `transactions`, `in_minor`, `out_minor`)
SELECT coalesce(s.`category_id`, '') AS c, '', t.`date` AS p, t.`currency`, t.`transfer_id` IS NOT NULL AS i, count(*), sum(s.`position` = 0), sum(max(s.`amount_minor`, 0)), sum(min(s.`amount_minor`, 0))
FROM `ledger_transaction` t JOIN `ledger_split` s ON s.`transaction_id` = t.`id` WHERE t.`deleted_at` IS NULL GROUP BY c, p, t.`currency`, i;--> statement-breakpoint
INSERT INTO `ledger_total` (`category_id`, `account_id`, `period`, `currency`, `is_transfer`, `splits`, `transactions`, `in_minor`, `out_minor`)
SELECT coalesce(s.`category_id`, '') AS c, t.`account_id` AS a, substr(t.`date`, 1, 7) AS p, t.`currency`, t.`transfer_id` IS NOT NULL AS i, count(*), sum(s.`position` = 0), sum(max(s.`amount_minor`, 0)), sum(min(s.`amount_minor`, 0))
FROM `ledger_transaction` t JOIN `ledger_split` s ON s.`transaction_id` = t.`id` WHERE t.`deleted_at` IS NULL GROUP BY c, a, p, t.`currency`, i;--> statement-breakpoint
INSERT INTO `ledger_total` (`category_id`, `account_id`, `period`, `currency`, `is_transfer`, `splits`, `transactions`, `in_minor`, `out_minor`)
SELECT '*', `account_id`, `period` AS p, `currency`, `is_transfer`, sum(`splits`), sum(`transactions`), sum(`in_minor`), sum(`out_minor`)
FROM `ledger_total` WHERE `account_id` > '' GROUP BY `account_id`, `period`, `currency`, `is_transfer`;--> statement-breakpoint
CREATE TRIGGER `ledger_total_split_in` AFTER INSERT ON `ledger_split` BEGIN
	INSERT INTO `ledger_total` (`category_id`, `account_id`, `period`, `currency`, `is_transfer`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT iif(column1 = 'all', '*', coalesce(new.`category_id`, '')), iif(column1 = 'day', '', t.`account_id`),
	iif(column1 = 'day', t.`date`, substr(t.`date`, 1, 7)), t.`currency`, t.`transfer_id` IS NOT NULL,
	1, (new.`position` = 0), max(new.`amount_minor`, 0), min(new.`amount_minor`, 0)
	FROM `ledger_transaction` t CROSS JOIN (VALUES ('day'), ('month'), ('all'))
	WHERE t.`id` = new.`transaction_id` AND t.`deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_total_split_out` AFTER DELETE ON `ledger_split` BEGIN
	INSERT INTO `ledger_total` (`category_id`, `account_id`, `period`, `currency`, `is_transfer`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT iif(column1 = 'all', '*', coalesce(old.`category_id`, '')), iif(column1 = 'day', '', t.`account_id`),
	iif(column1 = 'day', t.`date`, substr(t.`date`, 1, 7)), t.`currency`, t.`transfer_id` IS NOT NULL,
	-1, -(old.`position` = 0), -max(old.`amount_minor`, 0), -min(old.`amount_minor`, 0)
	FROM `ledger_transaction` t CROSS JOIN (VALUES ('day'), ('month'), ('all'))
	WHERE t.`id` = old.`transaction_id` AND t.`deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_total_split_change` AFTER UPDATE OF `category_id`, `amount_minor`, `position`, `transaction_id` ON `ledger_split`
WHEN old.`category_id` IS NOT new.`category_id` OR old.`amount_minor` <> new.`amount_minor` OR old.`position` <> new.`position`
OR old.`transaction_id` <> new.`transaction_id` BEGIN
	INSERT INTO `ledger_total` (`category_id`, `account_id`, `period`, `currency`, `is_transfer`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT iif(column1 = 'all', '*', coalesce(old.`category_id`, '')), iif(column1 = 'day', '', t.`account_id`),
	iif(column1 = 'day', t.`date`, substr(t.`date`, 1, 7)), t.`currency`, t.`transfer_id` IS NOT NULL,
	-1, -(old.`position` = 0), -max(old.`amount_minor`, 0), -min(old.`amount_minor`, 0)
	FROM `ledger_transaction` t CROSS JOIN (VALUES ('day'), ('month'), ('all'))
	WHERE t.`id` = old.`transaction_id` AND t.`deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
	INSERT INTO `ledger_total` (`category_id`, `account_id`, `period`, `currency`, `is_transfer`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT iif(column1 = 'all', '*', coalesce(new.`category_id`, '')), iif(column1 = 'day', '', t.`account_id`),
	iif(column1 = 'day', t.`date`, substr(t.`date`, 1, 7)), t.`currency`, t.`transfer_id` IS NOT NULL,
	1, (new.`position` = 0), max(new.`amount_minor`, 0), min(new.`amount_minor`, 0)
	FROM `ledger_transaction` t CROSS JOIN (VALUES ('day'), ('month'), ('all'))
	WHERE t.`id` = new.`transaction_id` AND t.`deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_total_transaction_in` AFTER INSERT ON `ledger_transaction`
WHEN new.`deleted_at` IS NULL AND EXISTS (SELECT 1 FROM `ledger_split` WHERE `transaction_id` = new.`id`) BEGIN
	INSERT INTO `ledger_total` (`category_id`, `account_id`, `period`, `currency`, `is_transfer`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT iif(column1 = 'all', '*', coalesce(s.`category_id`, '')), iif(column1 = 'day', '', new.`account_id`),
	iif(column1 = 'day', new.`date`, substr(new.`date`, 1, 7)), new.`currency`, new.`transfer_id` IS NOT NULL,
	1, (s.`position` = 0), max(s.`amount_minor`, 0), min(s.`amount_minor`, 0)
	FROM `ledger_split` s CROSS JOIN (VALUES ('day'), ('month'), ('all'))
	WHERE s.`transaction_id` = new.`id`
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_total_transaction_out` AFTER DELETE ON `ledger_transaction` WHEN old.`deleted_at` IS NULL BEGIN
	INSERT INTO `ledger_total` (`category_id`, `account_id`, `period`, `currency`, `is_transfer`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT iif(column1 = 'all', '*', coalesce(s.`category_id`, '')), iif(column1 = 'day', '', old.`account_id`),
	iif(column1 = 'day', old.`date`, substr(old.`date`, 1, 7)), old.`currency`, old.`transfer_id` IS NOT NULL,
	-1, -(s.`position` = 0), -max(s.`amount_minor`, 0), -min(s.`amount_minor`, 0)
	FROM `ledger_split` s CROSS JOIN (VALUES ('day'), ('month'), ('all'))
	WHERE s.`transaction_id` = old.`id`
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_total_transaction_change` AFTER UPDATE OF `deleted_at`, `date`, `currency`, `account_id`, `transfer_id` ON `ledger_transaction`
WHEN old.`date` <> new.`date` OR old.`currency` <> new.`currency` OR old.`account_id` <> new.`account_id`
OR (old.`deleted_at` IS NULL) <> (new.`deleted_at` IS NULL) OR (old.`transfer_id` IS NULL) <> (new.`transfer_id` IS NULL) BEGIN
	INSERT INTO `ledger_total` (`category_id`, `account_id`, `period`, `currency`, `is_transfer`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT iif(column1 = 'all', '*', coalesce(s.`category_id`, '')), iif(column1 = 'day', '', old.`account_id`),
	iif(column1 = 'day', old.`date`, substr(old.`date`, 1, 7)), old.`currency`, old.`transfer_id` IS NOT NULL,
	-1, -(s.`position` = 0), -max(s.`amount_minor`, 0), -min(s.`amount_minor`, 0)
	FROM `ledger_split` s CROSS JOIN (VALUES ('day'), ('month'), ('all'))
	WHERE s.`transaction_id` = old.`id` AND old.`deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
	INSERT INTO `ledger_total` (`category_id`, `account_id`, `period`, `currency`, `is_transfer`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT iif(column1 = 'all', '*', coalesce(s.`category_id`, '')), iif(column1 = 'day', '', new.`account_id`),
	iif(column1 = 'day', new.`date`, substr(new.`date`, 1, 7)), new.`currency`, new.`transfer_id` IS NOT NULL,
	1, (s.`position` = 0), max(s.`amount_minor`, 0), min(s.`amount_minor`, 0)
	FROM `ledger_split` s CROSS JOIN (VALUES ('day'), ('month'), ('all'))
	WHERE s.`transaction_id` = new.`id` AND new.`deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;
