export { coordinateDefault, reasonOfOff } from './by-payee.ts';
export { coordinate, REMOVED_CATEGORY } from './coordinate.ts';
