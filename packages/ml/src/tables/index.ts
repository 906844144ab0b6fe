export {
  createCategories,
  createTable,
  selectColumn,
  selectRows,
  type CategoryColumn,
  type Column,
  type NumberColumn,
  type Table,
} from './table.ts';
export { forEachRow, readColumns, readRow, schemaOf, type Schema } from './schema.ts';
export {
  arrangeExamples,
  type ClassExamples,
  type Examples,
  type NumberExamples,
  type Progress,
} from './examples.ts';
export { weighClasses, type ClassWeights } from './class-weights.ts';
export { methods } from './methods.ts';
export { magnitudeOf, spreadOf } from './spread.ts';
