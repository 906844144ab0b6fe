import { PERMISSIONS, type Action, type Role } from './permissions.ts';

/** Whether a role may do an action; the permission table decides, nothing else. */
export function can(role: Role, action: Action): boolean {
  const roles: readonly Role[] = PERMISSIONS[action];
  return roles.includes(role);
}

/** Whether someone in a workspace may do an action: their role may, and a key is not limited to others. */
export function mayDo(
  { role, actions }: { role: Role; actions?: readonly Action[] | undefined },
  action: Action,
): boolean {
  return can(role, action) && (actions === undefined || actions.includes(action));
}
