CREATE TABLE `budgets_budget` (
	`id` text PRIMARY KEY NOT NULL,
	`category_id` text NOT NULL,
	`period` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`rolls_over` integer NOT NULL,
	`starts_on` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `budgets_budget_category` ON `budgets_budget` (`category_id`,`period`,`currency`);--> statement-breakpoint
CREATE TABLE `ledger_day_total` (
	`category_id` text NOT NULL,
	`date` text NOT NULL,
	`currency` text NOT NULL,
	`sum_minor` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`category_id`, `date`, `currency`)
) WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `ledger_category` ADD `icon` text;--> statement-breakpoint
INSERT INTO `ledger_day_total` (`category_id`, `date`, `currency`, `sum_minor`, `n`)
SELECT coalesce(s.`category_id`, ''), t.`date`, t.`currency`, sum(s.`amount_minor`), count(*)
FROM `ledger_transaction` t JOIN `ledger_split` s ON s.`transaction_id` = t.`id`
WHERE t.`deleted_at` IS NULL GROUP BY 1, 2, 3;--> statement-breakpoint
CREATE TRIGGER `ledger_day_total_split_in` AFTER INSERT ON `ledger_split` BEGIN
	INSERT INTO `ledger_day_total` (`category_id`, `date`, `currency`, `sum_minor`, `n`)
	SELECT coalesce(new.`category_id`, ''), `date`, `currency`, new.`amount_minor`, 1
	FROM `ledger_transaction` WHERE `id` = new.`transaction_id` AND `deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `sum_minor` = `sum_minor` + excluded.`sum_minor`, `n` = `n` + 1;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_day_total_split_out` AFTER DELETE ON `ledger_split` BEGIN
	INSERT INTO `ledger_day_total` (`category_id`, `date`, `currency`, `sum_minor`, `n`)
	SELECT coalesce(old.`category_id`, ''), `date`, `currency`, -old.`amount_minor`, -1
	FROM `ledger_transaction` WHERE `id` = old.`transaction_id` AND `deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `sum_minor` = `sum_minor` + excluded.`sum_minor`, `n` = `n` - 1;
	DELETE FROM `ledger_day_total` WHERE `category_id` = coalesce(old.`category_id`, '') AND `n` = 0
	AND `date` = (SELECT `date` FROM `ledger_transaction` WHERE `id` = old.`transaction_id`);
END;--> statement-breakpoint
CREATE TRIGGER `ledger_day_total_split_change` AFTER UPDATE OF `category_id`, `amount_minor`, `transaction_id` ON `ledger_split`
WHEN old.`category_id` IS NOT new.`category_id` OR old.`amount_minor` <> new.`amount_minor` OR old.`transaction_id` <> new.`transaction_id` BEGIN
	INSERT INTO `ledger_day_total` (`category_id`, `date`, `currency`, `sum_minor`, `n`)
	SELECT coalesce(new.`category_id`, ''), `date`, `currency`, new.`amount_minor`, 1
	FROM `ledger_transaction` WHERE `id` = new.`transaction_id` AND `deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `sum_minor` = `sum_minor` + excluded.`sum_minor`, `n` = `n` + 1;
	INSERT INTO `ledger_day_total` (`category_id`, `date`, `currency`, `sum_minor`, `n`)
	SELECT coalesce(old.`category_id`, ''), `date`, `currency`, -old.`amount_minor`, -1
	FROM `ledger_transaction` WHERE `id` = old.`transaction_id` AND `deleted_at` IS NULL
	ON CONFLICT DO UPDATE SET `sum_minor` = `sum_minor` + excluded.`sum_minor`, `n` = `n` - 1;
	DELETE FROM `ledger_day_total` WHERE `category_id` = coalesce(old.`category_id`, '') AND `n` = 0
	AND `date` = (SELECT `date` FROM `ledger_transaction` WHERE `id` = old.`transaction_id`);
END;--> statement-breakpoint
CREATE TRIGGER `ledger_day_total_transaction_in` AFTER INSERT ON `ledger_transaction` WHEN new.`deleted_at` IS NULL BEGIN
	INSERT INTO `ledger_day_total` (`category_id`, `date`, `currency`, `sum_minor`, `n`)
	SELECT coalesce(`category_id`, ''), new.`date`, new.`currency`, sum(`amount_minor`), count(*)
	FROM `ledger_split` WHERE `transaction_id` = new.`id` GROUP BY 1
	ON CONFLICT DO UPDATE SET `sum_minor` = `sum_minor` + excluded.`sum_minor`, `n` = `n` + excluded.`n`;
END;--> statement-breakpoint
CREATE TRIGGER `ledger_day_total_transaction_out` AFTER DELETE ON `ledger_transaction` WHEN old.`deleted_at` IS NULL BEGIN
	INSERT INTO `ledger_day_total` (`category_id`, `date`, `currency`, `sum_minor`, `n`)
	SELECT coalesce(`category_id`, ''), old.`date`, old.`currency`, -sum(`amount_minor`), -count(*)
	FROM `ledger_split` WHERE `transaction_id` = old.`id` GROUP BY 1
	ON CONFLICT DO UPDATE SET `sum_minor` = `sum_minor` + excluded.`sum_minor`, `n` = `n` + excluded.`n`;
	DELETE FROM `ledger_day_total` WHERE `date` = old.`date` AND `n` = 0 AND `category_id` IN
	(SELECT coalesce(`category_id`, '') FROM `ledger_split` WHERE `transaction_id` = old.`id`);
END;--> statement-breakpoint
CREATE TRIGGER `ledger_day_total_transaction_change` AFTER UPDATE OF `deleted_at`, `date`, `currency` ON `ledger_transaction`
WHEN old.`date` <> new.`date` OR old.`currency` <> new.`currency` OR (old.`deleted_at` IS NULL) <> (new.`deleted_at` IS NULL) BEGIN
	INSERT INTO `ledger_day_total` (`category_id`, `date`, `currency`, `sum_minor`, `n`)
	SELECT coalesce(`category_id`, ''), new.`date`, new.`currency`, sum(`amount_minor`), count(*)
	FROM `ledger_split` WHERE `transaction_id` = new.`id` AND new.`deleted_at` IS NULL GROUP BY 1
	ON CONFLICT DO UPDATE SET `sum_minor` = `sum_minor` + excluded.`sum_minor`, `n` = `n` + excluded.`n`;
	INSERT INTO `ledger_day_total` (`category_id`, `date`, `currency`, `sum_minor`, `n`)
	SELECT coalesce(`category_id`, ''), old.`date`, old.`currency`, -sum(`amount_minor`), -count(*)
	FROM `ledger_split` WHERE `transaction_id` = old.`id` AND old.`deleted_at` IS NULL GROUP BY 1
	ON CONFLICT DO UPDATE SET `sum_minor` = `sum_minor` + excluded.`sum_minor`, `n` = `n` + excluded.`n`;
	DELETE FROM `ledger_day_total` WHERE `date` = old.`date` AND `n` = 0 AND `category_id` IN
	(SELECT coalesce(`category_id`, '') FROM `ledger_split` WHERE `transaction_id` = old.`id`);
END;
