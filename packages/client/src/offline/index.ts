export {
  openOfflineModel,
  type OfflineDecision,
  type OfflineModel,
  type OfflineSubject,
} from './offline-model.ts';
