// Receives a bank feed and shows what Steward decides on it. The README says how to try it.
import { createStewardClient } from '@steward/client/client';
import { createFeedServer, createReceiver, openKeptDecisions } from './feed/index.ts';

const { STEWARD_URL = 'http://127.0.0.1:3000', STEWARD_API_KEY, FEED_SECRET, FEED_FILE, PORT } = process.env;

if (!STEWARD_API_KEY) refuse('STEWARD_API_KEY is not set: make a key in the settings of Steward.');
// Whoever guesses the secret can deliver, so that a short one is none.
if (!FEED_SECRET || FEED_SECRET.length < 32) refuse('FEED_SECRET must have at least 32 characters.');

const receiver = createReceiver({
  steward: createStewardClient({ url: STEWARD_URL, apiKey: STEWARD_API_KEY }),
  secret: FEED_SECRET,
  kept: openKeptDecisions(FEED_FILE ?? 'bank-feed.jsonl'),
});
const server = createFeedServer(receiver);
// Only this machine reaches the page, because nobody signs in to it. Yours will have a sign-in of its own.
server.listen(Number(PORT ?? 4200), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : PORT;
  console.log(`The bank feed listens on http://127.0.0.1:${port}`);
});

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
