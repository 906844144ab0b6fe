export {
  listClosedMonths,
  listUnreconciled,
  readFirstDay,
  readLastStatement,
  readOfClosedMonths,
  readUnreconciled,
  sumMonth,
  sumReconciled,
} from './closing.repository.ts';
