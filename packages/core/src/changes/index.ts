export { CHANGED_FIELDS, mainFieldOf, type ChangedEntity } from './entities.ts';
export {
  ChangedField,
  ChangeSet,
  ChangeSetDetail,
  ChangeSetKind,
  ChangeSetPage,
  HistoryEntry,
  LaterEdit,
  ListChangeSetsInput,
  UndoInput,
  UndoOutcome,
  UndoProgress,
  UndoResult,
  type ProvenanceValue,
} from './changes.schema.ts';
export { invertChangeSet, isSame, type ChangeSetItem, type Obstacle, type ObstacleReason } from './invert.ts';
export { labelChangeOf, type TaughtTransaction } from './labels.ts';
