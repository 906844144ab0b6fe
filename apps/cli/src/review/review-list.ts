import { ReviewFilter } from '@steward/core/review';
import { UsageError, type Call, type Run } from '../arguments/index.ts';
import { connect } from '../connection/index.ts';
import { alignColumns, EXIT, plain, type Terminal } from '../output/index.ts';
import { moneyOf, suggestionOf } from './item-lines.ts';

export const runReviewList: Run = async (call, terminal) => {
  const limit = Number(call.values.limit ?? '50');
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) throw new UsageError('--limit takes 1 to 200.');
  await listWaiting(call, terminal, limit);
  return EXIT.done;
};

export async function listWaiting(call: Call, terminal: Terminal, limit: number): Promise<void> {
  const filter = ReviewFilter.catch('all').parse(call.values.filter);
  const queue = await connect(call, terminal).client.review.queue.query({ filter, limit });
  if (call.isJson) {
    terminal.print(JSON.stringify(queue));
    return;
  }
  const rows = queue.items.map((item) => {
    const suggestion = suggestionOf(item);
    return [
      ...[item.transactionId, item.date, plain(item.payeeName), moneyOf(item)],
      ...(suggestion
        ? [plain(suggestion.name), suggestion.probability?.toFixed(3) ?? 'default']
        : ['-', item.outcomeReason.message]),
    ];
  });
  for (const line of alignColumns(rows)) terminal.print(line);
  terminal.print(`${queue.items.length} of ${queue.counts[filter]} that wait.`);
}
