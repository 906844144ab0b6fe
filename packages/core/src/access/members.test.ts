import { describe, expect, test } from 'vitest';
import { INVITATION_ENDS, endOfInvitation, judgeMemberChange, judgeTransfer, Role } from './index.ts';

const OTHER = { by: 'usr_1', of: 'usr_2' };
const SELF = { by: 'usr_1', of: 'usr_1' };

/** By whom, to whom: what becomes of each wish, for owner, admin, reviewer, viewer and taking out. */
const EXPECTED: Record<Role, Record<Role, string>> = {
  owner: {
    owner: 'use_transfer yes yes yes yes',
    admin: 'use_transfer yes yes yes yes',
    reviewer: 'use_transfer yes yes yes yes',
    viewer: 'use_transfer yes yes yes yes',
  },
  admin: {
    owner: 'use_transfer owner_untouchable owner_untouchable owner_untouchable owner_untouchable',
    admin: 'use_transfer yes yes yes yes',
    reviewer: 'use_transfer yes yes yes yes',
    viewer: 'use_transfer yes yes yes yes',
  },
  reviewer: {
    owner: 'role role role role role',
    admin: 'role role role role role',
    reviewer: 'role role role role role',
    viewer: 'role role role role role',
  },
  viewer: {
    owner: 'role role role role role',
    admin: 'role role role role role',
    reviewer: 'role role role role role',
    viewer: 'role role role role role',
  },
};

const WISHES = [...Role.options, null];

function verdict(who: { by: string; of: string }, roles: { by: Role; of: Role }, rest: Wish): string {
  const judged = judgeMemberChange({
    by: { userId: who.by, role: roles.by },
    of: { userId: who.of, role: roles.of },
    ...rest,
  });
  return judged.isAllowed ? 'yes' : judged.reason;
}

interface Wish {
  to: Role | null;
  owners: number;
}

describe.each(Role.options)('an %s', (by) => {
  test.each(Role.options)('may do to another %s what the table says', (of) => {
    const verdicts = WISHES.map((to) => verdict(OTHER, { by, of }, { to, owners: 2 }));
    expect(verdicts.join(' ')).toBe(EXPECTED[by][of]);
  });

  test('may leave, and change their own role only as far as they may change anybody’s', () => {
    const verdicts = WISHES.map((to) => verdict(SELF, { by, of: by }, { to, owners: 2 }));
    const mayChange = by === 'owner' || by === 'admin';
    expect(verdicts).toEqual([
      ...(mayChange ? ['use_transfer', 'yes', 'yes', 'yes'] : ['role', 'role', 'role', 'role']),
      'yes',
    ]);
  });

  test.each(Role.options)('makes an owner of another %s only as an owner', (of) => {
    const judged = judgeTransfer({ by: { userId: 'usr_1', role: by }, of: { userId: 'usr_2', role: of } });
    const expected = by !== 'owner' ? 'role' : of === 'owner' ? 'already_owner' : 'yes';
    expect(judged.isAllowed ? 'yes' : judged.reason).toBe(expected);
  });
});

test('the last owner neither leaves nor is demoted, by nobody', () => {
  for (const who of [SELF, OTHER]) {
    for (const to of ['admin', 'reviewer', 'viewer', null] as const) {
      expect(verdict(who, { by: 'owner', of: 'owner' }, { to, owners: 1 })).toBe('last_owner');
    }
  }
});

test('ownership is handed to somebody else', () => {
  const self = { userId: 'usr_1', role: 'owner' as const };
  expect(judgeTransfer({ by: self, of: self })).toMatchObject({ isAllowed: false, reason: 'same_person' });
});

test('each way in which a link does not work has its own sentence', () => {
  const now = new Date('2026-11-23T08:00:00Z');
  const later = new Date('2026-11-24T08:00:00Z');
  expect(endOfInvitation({ status: 'pending', expiresAt: later }, now)).toBeNull();
  expect(endOfInvitation({ status: 'pending', expiresAt: now }, now)).toBe('expired');
  expect(endOfInvitation({ status: 'accepted', expiresAt: later }, now)).toBe('used');
  expect(endOfInvitation({ status: 'canceled', expiresAt: now }, now)).toBe('withdrawn');
  expect(endOfInvitation(null, now)).toBe('unknown');
  expect(new Set(Object.values(INVITATION_ENDS)).size).toBe(4);
});
