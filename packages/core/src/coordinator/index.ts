export { coordinate, REMOVED_CATEGORY } from './coordinate.ts';
