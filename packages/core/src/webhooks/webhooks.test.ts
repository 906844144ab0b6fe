import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CreateWebhook, nextAttemptAt, nextBatch, WebhookEvent, type OutboxEntry } from './index.ts';

const now = new Date('2026-11-28T12:00:00Z');

describe('trying again', () => {
  it('waits four times longer each time, and gives up after the ninth', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (attempts) => ((nextAttemptAt(attempts, { now, chance: 0 })?.getTime() ?? 0) - now.getTime()) / 1000,
    );
    expect(delays).toEqual([5, 20, 80, 320, 1280, 5120, 20480, 81920]);
    expect(nextAttemptAt(9, { now, chance: 0 })).toBeNull();
  });

  it('adds up to a quarter by chance', () => {
    expect(nextAttemptAt(1, { now, chance: 1 })?.getTime()).toBe(now.getTime() + 6_250);
  });
});

const entries = fc
  .array(
    fc.record({
      type: fc.constantFrom(...WebhookEvent.options),
      itemCount: fc.integer({ min: 1, max: 700 }),
    }),
  )
  .map((all) => all.map((one, index): OutboxEntry => ({ ...one, seq: index + 1, at: now })));

describe('the messages of an endpoint', () => {
  it('tell of every entry that it listens to once, in order, whatever it does not listen to between', () => {
    fc.assert(
      fc.property(entries, fc.subarray([...WebhookEvent.options], { minLength: 1 }), (all, events) => {
        const told: number[] = [];
        let cursor = 0;
        for (;;) {
          const next = nextBatch(
            all.filter(({ seq }) => seq > cursor),
            events,
          );
          if (next.cursor === null) break;
          expect(next.cursor).toBeGreaterThan(cursor);
          cursor = next.cursor;
          if (next.batch === null) continue;
          const { type, firstSeq, lastSeq, itemCount } = next.batch;
          const own = all.filter((one) => one.type === type && one.seq >= firstSeq && one.seq <= lastSeq);
          expect(own.reduce((sum, one) => sum + one.itemCount, 0)).toBe(itemCount);
          expect(own.length === 1 || itemCount <= 1_000).toBe(true);
          told.push(...own.map(({ seq }) => seq));
        }
        expect(told).toEqual(all.filter(({ type }) => events.includes(type)).map(({ seq }) => seq));
      }),
    );
  });
});

describe('an address', () => {
  it.each([
    'ftp://example.org',
    'https://user:secret@example.org',
    'https://example.org/#part',
    'example.org',
  ])('%s is none to send to', (url) => {
    expect(CreateWebhook.safeParse({ url }).success).toBe(false);
  });

  it('listens to everything unless told otherwise, and to nothing twice', () => {
    expect(CreateWebhook.parse({ url: 'https://example.org/in?a=1' }).events).toEqual(WebhookEvent.options);
    const twice = ['decisions.made', 'decisions.made'];
    expect(CreateWebhook.safeParse({ url: 'https://example.org', events: twice }).success).toBe(false);
  });
});
