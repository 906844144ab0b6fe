CREATE TABLE `ledger_document` (
	`row` integer PRIMARY KEY NOT NULL,
	`transaction_id` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_document_transaction` ON `ledger_document` (`transaction_id`);--> statement-breakpoint
CREATE TABLE `ledger_month_total` (
	`account_id` text NOT NULL,
	`month` text NOT NULL,
	`currency` text NOT NULL,
	`category_id` text NOT NULL,
	`splits` integer NOT NULL,
	`transactions` integer NOT NULL,
	`in_minor` integer NOT NULL,
	`out_minor` integer NOT NULL,
	PRIMARY KEY(`account_id`, `month`, `currency`, `category_id`)
);
--> statement-breakpoint
CREATE TABLE `ledger_part` (
	`category_id` text NOT NULL,
	`date` text NOT NULL,
	`transaction_id` text NOT NULL,
	`split_id` text NOT NULL,
	`amount_minor` integer NOT NULL,
	PRIMARY KEY(`category_id`, `date`, `transaction_id`, `split_id`)
);
--> statement-breakpoint
CREATE INDEX `ledger_part_transaction` ON `ledger_part` (`transaction_id`);--> statement-breakpoint
CREATE TABLE `ledger_view` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_view_name_unique` ON `ledger_view` (`name`);--> statement-breakpoint
CREATE INDEX `ledger_transaction_waiting` ON `ledger_transaction` (`date`,`id`) WHERE "ledger_transaction"."status" = 'pending' and "ledger_transaction"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `ledger_transaction_size` ON `ledger_transaction` (abs("amount_minor"),`date`,`id`) WHERE "ledger_transaction"."deleted_at" is null;--> statement-breakpoint
CREATE VIRTUAL TABLE `ledger_search` USING fts5(`payee`, `imported`, `memo`, `notes`,
	content='', contentless_delete=1, prefix='2 3 4', tokenize='unicode61 remove_diacritics 2');--> statement-breakpoint
INSERT INTO `ledger_document` (`row`, `transaction_id`)
SELECT cast(julianday(`date`) AS integer) * 1000000 + row_number() OVER (PARTITION BY `date` ORDER BY `id`), `id`
FROM `ledger_transaction`;--> statement-breakpoint
INSERT INTO `ledger_search` (rowid, `payee`, `imported`, `memo`, `notes`)
SELECT d.`row`, coalesce(p.`name`, ''), t.`imported_payee`, t.`imported_memo`, t.`notes`
FROM `ledger_document` d JOIN `ledger_transaction` t ON t.`id` = d.`transaction_id`
LEFT JOIN `payees_payee` p ON p.`id` = t.`payee_id` ORDER BY d.`row`;--> statement-breakpoint
INSERT INTO `ledger_month_total` (`account_id`, `month`, `currency`, `category_id`, `splits`, `transactions`, `in_minor`, `out_minor`)
SELECT t.`account_id`, substr(t.`date`, 1, 7), t.`currency`, iif(column1, '*', coalesce(s.`category_id`, '')), count(*),
sum(s.`position` = 0), sum(max(s.`amount_minor`, 0)), sum(min(s.`amount_minor`, 0))
FROM (VALUES (0), (1)) CROSS JOIN `ledger_transaction` t JOIN `ledger_split` s ON s.`transaction_id` = t.`id`
WHERE t.`deleted_at` IS NULL GROUP BY 1, 2, 3, 4;--> statement-breakpoint
INSERT INTO `ledger_part` (`category_id`, `date`, `transaction_id`, `split_id`, `amount_minor`)
SELECT coalesce(s.`category_id`, ''), t.`date`, t.`id`, s.`id`, s.`amount_minor`
FROM `ledger_split` s JOIN `ledger_transaction` t ON t.`id` = s.`transaction_id`
WHERE s.`transaction_id` IN (SELECT `transaction_id` FROM `ledger_split` WHERE `position` > 0);--> statement-breakpoint
CREATE TRIGGER `ledger_month_total_split_in` AFTER INSERT ON `ledger_split` BEGIN
	INSERT INTO `ledger_month_total` (`account_id`, `month`, `currency`, `category_id`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT `account_id`, substr(`date`, 1, 7), `currency`, column1, 1, (new.`position` = 0),
	max(new.`amount_minor`, 0), min(new.`amount_minor`, 0)
	FROM `ledger_transaction`, (VALUES (coalesce(new.`category_id`, '')), ('*')) WHERE `id` = new.`transaction_id` AND `deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_month_total_split_out` AFTER DELETE ON `ledger_split` BEGIN
	INSERT INTO `ledger_month_total` (`account_id`, `month`, `currency`, `category_id`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT `account_id`, substr(`date`, 1, 7), `currency`, column1, -1, -(old.`position` = 0),
	-max(old.`amount_minor`, 0), -min(old.`amount_minor`, 0)
	FROM `ledger_transaction`, (VALUES (coalesce(old.`category_id`, '')), ('*')) WHERE `id` = old.`transaction_id` AND `deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_month_total_split_change` AFTER UPDATE OF `category_id`, `amount_minor`, `position`, `transaction_id` ON `ledger_split`
WHEN old.`category_id` IS NOT new.`category_id` OR old.`amount_minor` <> new.`amount_minor` OR old.`position` <> new.`position`
OR old.`transaction_id` <> new.`transaction_id` BEGIN
	INSERT INTO `ledger_month_total` (`account_id`, `month`, `currency`, `category_id`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT `account_id`, substr(`date`, 1, 7), `currency`, column1, -1, -(old.`position` = 0),
	-max(old.`amount_minor`, 0), -min(old.`amount_minor`, 0)
	FROM `ledger_transaction`, (VALUES (coalesce(old.`category_id`, '')), ('*')) WHERE `id` = old.`transaction_id` AND `deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
	INSERT INTO `ledger_month_total` (`account_id`, `month`, `currency`, `category_id`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT `account_id`, substr(`date`, 1, 7), `currency`, column1, 1, (new.`position` = 0),
	max(new.`amount_minor`, 0), min(new.`amount_minor`, 0)
	FROM `ledger_transaction`, (VALUES (coalesce(new.`category_id`, '')), ('*')) WHERE `id` = new.`transaction_id` AND `deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_month_total_transaction_in` AFTER INSERT ON `ledger_transaction` WHEN new.`deleted_at` IS NULL BEGIN
	INSERT INTO `ledger_month_total` (`account_id`, `month`, `currency`, `category_id`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT new.`account_id`, substr(new.`date`, 1, 7), new.`currency`, iif(column1, '*', coalesce(`category_id`, '')), count(*), sum(`position` = 0),
	sum(max(`amount_minor`, 0)), sum(min(`amount_minor`, 0))
	FROM (VALUES (0), (1)), `ledger_split` WHERE `transaction_id` = new.`id` GROUP BY iif(column1, '*', coalesce(`category_id`, ''))
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_month_total_transaction_out` AFTER DELETE ON `ledger_transaction` WHEN old.`deleted_at` IS NULL BEGIN
	INSERT INTO `ledger_month_total` (`account_id`, `month`, `currency`, `category_id`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT old.`account_id`, substr(old.`date`, 1, 7), old.`currency`, iif(column1, '*', coalesce(`category_id`, '')), -count(*), -sum(`position` = 0),
	-sum(max(`amount_minor`, 0)), -sum(min(`amount_minor`, 0))
	FROM (VALUES (0), (1)), `ledger_split` WHERE `transaction_id` = old.`id` GROUP BY iif(column1, '*', coalesce(`category_id`, ''))
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_month_total_transaction_change` AFTER UPDATE OF `deleted_at`, `date`, `currency`, `account_id` ON `ledger_transaction`
WHEN old.`date` <> new.`date` OR old.`currency` <> new.`currency` OR old.`account_id` <> new.`account_id`
OR (old.`deleted_at` IS NULL) <> (new.`deleted_at` IS NULL) BEGIN
	INSERT INTO `ledger_month_total` (`account_id`, `month`, `currency`, `category_id`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT old.`account_id`, substr(old.`date`, 1, 7), old.`currency`, iif(column1, '*', coalesce(`category_id`, '')), -count(*), -sum(`position` = 0),
	-sum(max(`amount_minor`, 0)), -sum(min(`amount_minor`, 0))
	FROM (VALUES (0), (1)), `ledger_split` WHERE `transaction_id` = old.`id` AND old.`deleted_at` IS NULL GROUP BY iif(column1, '*', coalesce(`category_id`, ''))
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
	INSERT INTO `ledger_month_total` (`account_id`, `month`, `currency`, `category_id`, `splits`, `transactions`, `in_minor`, `out_minor`)
	SELECT new.`account_id`, substr(new.`date`, 1, 7), new.`currency`, iif(column1, '*', coalesce(`category_id`, '')), count(*), sum(`position` = 0),
	sum(max(`amount_minor`, 0)), sum(min(`amount_minor`, 0))
	FROM (VALUES (0), (1)), `ledger_split` WHERE `transaction_id` = new.`id` AND new.`deleted_at` IS NULL GROUP BY iif(column1, '*', coalesce(`category_id`, ''))
	ON CONFLICT DO UPDATE SET `splits` = `splits` + excluded.`splits`, `transactions` = `transactions` + excluded.`transactions`,
	`in_minor` = `in_minor` + excluded.`in_minor`, `out_minor` = `out_minor` + excluded.`out_minor`;
END;--> statement-breakpoint
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
END;--> statement-breakpoint
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
