import { PERMISSIONS, type Action, type Role } from './permissions.ts';

/** Whether a role may do an action; the permission table decides, nothing else. */
export function can(role: Role, action: Action): boolean {
  const roles: readonly Role[] = PERMISSIONS[action];
  return roles.includes(role);
}
