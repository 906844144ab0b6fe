import type { Trees } from '../trees/index.ts';
import type { BinnedColumn } from './bins.ts';
import type { GrownNode } from './grow.ts';

export interface GrownTree {
  root: GrownNode;
}

/** Trees as flat arrays, thresholds in units of the columns, covers in rows. */
export function gatherTrees(grown: readonly GrownTree[], columns: readonly BinnedColumn[]): Trees {
  const nodes: GrownNode[] = [];
  const starts: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const place = (node: GrownNode): number => {
    const at = nodes.length;
    nodes.push(node);
    left[at] = node.left ? place(node.left) : -1;
    right[at] = node.right ? place(node.right) : -1;
    return at;
  };
  for (const { root } of grown) {
    starts.push(nodes.length);
    place(root);
  }
  starts.push(nodes.length);
  const sets: number[] = [];
  const categories = nodes.map(({ split }) => {
    if (!split?.words) return -1;
    sets.push(...split.words);
    return sets.length - split.words.length;
  });
  return {
    ...{ starts: Int32Array.from(starts), left: Int32Array.from(left), right: Int32Array.from(right) },
    feature: Int32Array.from(nodes, ({ split }) => split?.column ?? -1),
    threshold: Float64Array.from(nodes, ({ split }) => thresholdOf(split, columns)),
    missingLeft: Uint8Array.from(nodes, ({ split }) => (split?.isMissingLeft ? 1 : 0)),
    value: Float64Array.from(nodes, ({ split, value }) => (split ? 0 : value)),
    width: 1,
    cover: Float64Array.from(nodes, ({ sums }) => sums.rows),
    categories: Int32Array.from(categories),
    categorySets: Uint32Array.from(sets),
  };
}

/** Where only what is missing goes right, a threshold that no value exceeds. */
function thresholdOf(split: GrownNode['split'], columns: readonly BinnedColumn[]): number {
  if (!split || split.words) return 0;
  const edges = columns[split.column]?.edges;
  return edges?.[split.bin] ?? Number.MAX_VALUE;
}
