export { checkTrees, leafOf, type Trees } from './tree.ts';
export { methods } from './methods.ts';
