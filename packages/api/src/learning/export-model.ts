import { CATEGORISER_VERSION, encodeCategoriser } from '@steward/ml/categoriser';
import { deflateRawSync } from 'node:zlib';
import type { WorkspaceModel } from './workspace-model.ts';

interface ToExport {
  model: WorkspaceModel;
  nameOf: (categoryId: string) => string;
  /** Categories that are not to be suggested. */
  leaveOut: ReadonlySet<string>;
}

/** Of the file; a change of what its parts mean is a new version. */
const FORMAT = 1;

/**
 * The decision function as a file: a length, a JSON head with the names of the categories and which are not to be suggested,
 * then the model as the categoriser encodes it; all of it deflated. `@steward/client/offline` reads it.
 */
export function exportModel({ model, nameOf, leaveOut }: ToExport): Uint8Array {
  const categories = Object.fromEntries(model.categoriser.labels.map((id) => [id, nameOf(id)]));
  const head = Buffer.from(
    JSON.stringify({
      ...{ format: FORMAT, modelVersion: CATEGORISER_VERSION },
      ...{ learningSeq: model.seq, categories },
      leftOut: model.categoriser.labels.filter((id) => leaveOut.has(id)),
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return deflateRawSync(Buffer.concat([length, head, encodeCategoriser(model.categoriser)]), { level: 1 });
}
