export { FindInput, Found } from './search.schema.ts';
export { rankBest, rankName, searchWords } from './rank.ts';
