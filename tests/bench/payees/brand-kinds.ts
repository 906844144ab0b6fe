import { namePayee, normalisePayee } from '@steward/core/payees';
import { parse } from 'csv-parse';
import { createReadStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';

const shared = process.env.STEWARD_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
const FILE = join(shared, 'data', 'merchants', 'name_suggestion_index.csv.gz');

/** Words of a name that may be a brand's; one word alone is to have so many letters. */
const MOST_WORDS = 4;
const FEWEST_LETTERS = 4;

/** What a chain runs beside its shops, which is seldom what was paid for. */
const BESIDE = /atm|cafe|charging|car_wash|parcel|bicycle|bureau|post_depot|bank|payment/u;

/** Kinds of shop, such as `shop/supermarket`, by the normalised name of the brand; null where the file is absent. */
export async function readBrandKinds(): Promise<Map<string, string> | null> {
  if (!existsSync(FILE)) return null;
  const rows = createReadStream(FILE)
    .pipe(createGunzip())
    .pipe(parse({ columns: true, bom: true, relax_column_count: true }));
  const counts = new Map<string, Map<string, number>>();
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    if (row.tree !== 'brands') continue;
    const name = normalisePayee(row.name ?? '');
    const kind = `${row.osm_key ?? ''}/${row.osm_value ?? ''}`;
    // The ledgers are British: a brand of that name there, or of the whole world, comes first.
    const weight = /(?:^|;)(?:gb|001)(?:;|$)/u.test(row.countries ?? '') ? 10 : 1;
    const ofName = counts.get(name) ?? new Map<string, number>();
    counts.set(name, ofName.set(kind, (ofName.get(kind) ?? 0) + weight));
  }
  return new Map([...counts].map(([name, kinds]) => [name, mainKind(kinds)]));
}

/** Of the kinds of one name the one that most is bought at: a grocer's, before its filling stations and machines. */
function mainKind(kinds: ReadonlyMap<string, number>): string {
  const rank = (kind: string) => {
    if (kind === 'shop/supermarket') return 3;
    if (kind.startsWith('shop/')) return 2;
    return BESIDE.test(kind) ? 0 : 1;
  };
  const [first] = [...kinds].sort(([a, n], [b, m]) => rank(b) - rank(a) || m - n);
  return first?.[0] ?? '';
}

/** The kind of shop of an imported name by the longest brand that it begins with; '' where there is none. */
export function kindOfPayee(kinds: ReadonlyMap<string, string>, importedName: string): string {
  const name = normalisePayee(namePayee(importedName, []).name).replace(/\.(?:co\.uk|com|co|uk)\b/gu, '');
  const words = name.split(/[^\p{L}\p{N}&'’]+/u).filter((word) => word !== '');
  for (let n = Math.min(MOST_WORDS, words.length); n > 0; n -= 1) {
    const brand = words.slice(0, n).join(' ');
    const kind = n > 1 || brand.length >= FEWEST_LETTERS ? kinds.get(brand) : undefined;
    if (kind !== undefined) return kind;
  }
  return '';
}
