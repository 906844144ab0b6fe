import type { ControlDb } from '@steward/db/control';
import type { Services } from '../runtime/index.ts';

/** What demos are made with. */
export interface DemoParts extends Omit<Services, 'demos'> {
  control: ControlDb;
}
