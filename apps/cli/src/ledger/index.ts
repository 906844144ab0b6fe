export { findCategory } from './find-category.ts';
