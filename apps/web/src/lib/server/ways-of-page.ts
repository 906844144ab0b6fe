import { waysOfWriting, type WaysOfWriting } from '@steward/core/account';

/** How the person who asks has numbers and dates written, for what a form's action reads. */
export async function waysOfPerson({ api, preferences }: App.Locals): Promise<WaysOfWriting> {
  return waysOfWriting(preferences, await api.settings.get());
}
