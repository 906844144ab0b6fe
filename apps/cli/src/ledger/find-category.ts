import type { StewardClient } from '@steward/client/client';
import { nearest } from '../arguments/index.ts';
import { CommandFailure } from '../connection/index.ts';

/**
 * The category of an id or an exact name.
 *
 * @throws CommandFailure when there is none, or the name is that of several.
 */
export async function findCategory(client: StewardClient, wanted: string) {
  const categories = await client.ledger.listCategories.query();
  const fits = categories.filter(({ id, name }) => id === wanted || name === wanted);
  const [category, other] = fits;
  if (category && !other) return category;
  const near = nearest(
    wanted,
    categories.map(({ name }) => name),
  );
  const message = other
    ? `${wanted} is the name of several categories: ${fits.map(({ id }) => id).join(', ')}. Give the id.`
    : `There is no category ${wanted}.${near === null ? '' : ` Did you mean ${near}?`}`;
  throw new CommandFailure({ exit: 'failed', reason: 'category', message });
}
