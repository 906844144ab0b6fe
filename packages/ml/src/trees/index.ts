export { explainTrees, type TreeExplanation } from './explain-trees.ts';
export { checkTrees, leafOf, type Trees } from './tree.ts';
export { methods } from './methods.ts';
