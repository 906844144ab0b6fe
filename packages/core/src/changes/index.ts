export { CHANGED_FIELDS, mainFieldOf, type ChangedEntity } from './entities.ts';
export {
  ChangeSet,
  ChangeSetKind,
  ChangeSetPage,
  LaterEdit,
  UndoInput,
  UndoResult,
  type ProvenanceValue,
} from './changes.schema.ts';
export { invertChangeSet, isSame, type ChangeSetItem, type Obstacle, type ObstacleReason } from './invert.ts';
export { labelChangeOf, type TaughtTransaction } from './labels.ts';
