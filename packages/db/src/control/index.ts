export { openControlDb, type ControlDb } from './control-db.ts';
export {
  countUsers,
  deleteKeyRow,
  hasSessionFrom,
  listKeyRows,
  listMemberRows,
  listMemberships,
  pingControl,
  readWorkspaceName,
  updateActiveWorkspace,
  updateWorkspaceName,
} from './control.repository.ts';
