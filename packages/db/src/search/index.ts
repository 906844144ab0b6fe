export { findPayeesByWords } from './search.repository.ts';
