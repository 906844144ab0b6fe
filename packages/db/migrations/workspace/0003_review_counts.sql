DROP INDEX `review_item_payee`;--> statement-breakpoint
CREATE INDEX `review_item_counts` ON `review_item` (`state`,`outcome_code`,`confidence`);--> statement-breakpoint
CREATE INDEX `review_item_payee` ON `review_item` (`payee_id`,`state`,`category_id`);