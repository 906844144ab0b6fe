export {
  listClosedMonths,
  listUnreconciled,
  readFirstDay,
  readOfClosedMonths,
  readUnreconciled,
  sumMonth,
  sumReconciled,
} from './closing.repository.ts';
