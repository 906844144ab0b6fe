import type { AccessService } from '@steward/api/access';
import type { Runtime } from '@steward/api/runtime';

/** Prints how to get in, and begins the demo that the start asked for. */
export async function announce({ access, demos, config }: Runtime): Promise<void> {
  if (config.isDemo && !(await demos.beginWithoutUser(say)) && (await demos.link()) === null) {
    say('There are users here already, so no demo is made: sign in, and make one under Workspaces.');
  }
  const link = await demos.link();
  if (link) say(`\nLook at the demo (this link works once):\n  ${link}\n`);
  await printSetUpLink(access);
}

/** Nothing once there is a user. */
export async function printSetUpLink(access: AccessService): Promise<void> {
  const link = await access.setUpLink();
  if (link) say(`\nSet up Steward (this link works once):\n  ${link}\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
