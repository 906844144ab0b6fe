import { listSealedSecrets, resealTwoFactor, type ControlDb } from '@steward/db/control';
import type { Config } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import { createSealing, type Sealing } from './sealing.ts';
import { keepNewestSecret, readOrCreateSecrets } from './secret.ts';

interface RotationDeps {
  config: Config;
  control: ControlDb;
  log: Log;
}

/**
 * Reads the secret. Where the file holds older ones below it, what they sealed is sealed with the newest, every session
 * ends, and the older ones are forgotten; broken off, the next start does it again.
 */
export async function finishRotation({ config, control, log }: RotationDeps): Promise<{
  secret: string;
  sealing: Sealing;
}> {
  const secrets = readOrCreateSecrets(config.dataFolder);
  const [newest] = secrets;
  if (secrets.length > 1) {
    const all = createSealing(secrets);
    const rows = await listSealedSecrets(control.orm);
    const sealed = rows.map(({ userId, sealedSecret }) => ({
      userId,
      sealedSecret: all.seal(all.open(sealedSecret)),
    }));
    await resealTwoFactor(control.orm, sealed);
    keepNewestSecret(config.dataFolder, newest);
    log.info({ secondFactors: sealed.length }, 'secret rotated, every session ended');
  }
  return { secret: newest, sealing: createSealing([newest]) };
}
