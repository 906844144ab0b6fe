import { CATEGORISER_VERSION, encodeCategoriser } from '@steward/ml/categoriser';
import { deflateRawSync } from 'node:zlib';
import type { WorkspaceModel } from './workspace-model.ts';

/** Of the file; a change of what its parts mean is a new version. */
const FORMAT = 1;

/**
 * The decision function as a file: a length, a JSON head with the names of the categories, then the model as the
 * categoriser encodes it; all of it deflated. `@steward/client/offline` reads it.
 */
export function exportModel(model: WorkspaceModel, nameOf: (categoryId: string) => string): Uint8Array {
  const categories = Object.fromEntries(model.categoriser.labels.map((id) => [id, nameOf(id)]));
  const head = Buffer.from(
    JSON.stringify({
      ...{ format: FORMAT, modelVersion: CATEGORISER_VERSION },
      ...{ learningSeq: model.seq, categories },
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return deflateRawSync(Buffer.concat([length, head, encodeCategoriser(model.categoriser)]), { level: 1 });
}
