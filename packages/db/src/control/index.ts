export { openControlDb, type ControlDb } from './control-db.ts';
export {
  countUsers,
  deleteKeyRow,
  hasSessionFrom,
  listKeyRows,
  listMemberRows,
  listMemberships,
  pingControl,
  readUser,
  readWorkspaceName,
  updateActiveWorkspace,
  updateKeyMetadata,
  updateWorkspaceName,
} from './control.repository.ts';
export {
  closeDemo,
  deleteDemo,
  insertDemo,
  isDemoOwner,
  listDemos,
  openDemo,
  readDemo,
  type DemoWorkspace,
} from './demos.repository.ts';
