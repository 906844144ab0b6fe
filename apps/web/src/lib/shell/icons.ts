export interface IconPath {
  d: string;
  width?: string;
  opacity?: string;
  isFilled?: true;
}

interface IconShape {
  size: 12 | 16;
  paths: readonly IconPath[];
}

/** Lines on a 16 px grid; status shapes, filled, on 12 px. */
export const ICONS = {
  mark: {
    size: 16,
    paths: [{ d: 'M3 3.5h10M3 8h10M3 12.5h6', width: '2' }, { d: 'M11.2 12.4l1.3 1.3 2.3-2.9' }],
  },
  review: {
    size: 16,
    paths: [
      {
        d: 'M2.5 9.5v3a1 1 0 001 1h9a1 1 0 001-1v-3M2.5 9.5l1.6-6a1 1 0 011-.8h5.8a1 1 0 011 .8l1.6 6M2.5 9.5H6a2 2 0 004 0h3.5',
      },
    ],
  },
  ledger: { size: 16, paths: [{ d: 'M2.5 4h11M2.5 8h11M2.5 12h11' }, { d: 'M10 2.5v11', opacity: '.5' }] },
  payees: {
    size: 16,
    paths: [
      {
        d: 'M3 7v6h10V7M2.5 6.5L3.7 3h8.6l1.2 3.5a1.8 1.8 0 01-3.6 0 1.9 1.9 0 01-3.8 0 1.8 1.8 0 01-3.6 0zM6.5 13v-3h3v3',
      },
    ],
  },
  recurring: {
    size: 16,
    paths: [{ d: 'M13.2 8a5.2 5.2 0 11-1.6-3.7M13.4 2.4v2.8h-2.8' }],
  },
  budgets: {
    size: 16,
    paths: [{ d: 'M8 2.5a5.5 5.5 0 1 0 5.5 5.5H8z' }, { d: 'M10.5 2.5a4.6 4.6 0 013 3h-3z' }],
  },
  imports: { size: 16, paths: [{ d: 'M8 2.5v7M5 7l3 3 3-3M2.5 11v2a.5.5 0 00.5.5h10a.5.5 0 00.5-.5v-2' }] },
  health: { size: 16, paths: [{ d: 'M1.5 8.5h3l2-5 3 9 2-4h3' }] },
  audit: {
    size: 16,
    paths: [
      {
        d: 'M6.8 9.2a2.6 2.6 0 003.7 0l2-2a2.6 2.6 0 00-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 00-3.7 0l-2 2a2.6 2.6 0 003.7 3.7l.8-.8',
      },
    ],
  },
  settings: {
    size: 16,
    paths: [
      { d: 'M2 5h7M13 5h1M2 11h1M7 11h7' },
      { d: 'M9.2 5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0z' },
      { d: 'M3.2 11a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0z' },
    ],
  },
  search: {
    size: 16,
    paths: [{ d: 'M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z' }, { d: 'M10.5 10.5l3 3' }],
  },
  lock: { size: 16, paths: [{ d: 'M3.5 7h9v6.5h-9z' }, { d: 'M5.5 7V5a2.5 2.5 0 015 0v2' }] },
  x: { size: 16, paths: [{ d: 'M4.5 4.5l7 7M11.5 4.5l-7 7' }] },
  check: { size: 16, paths: [{ d: 'M3 8.5l3.2 3.2L13 5' }] },
  caret: { size: 16, paths: [{ d: 'M4.5 6.5L8 10l3.5-3.5' }] },
  up: { size: 16, paths: [{ d: 'M5 6l3-3 3 3M5 10l3 3 3-3' }] },
  user: {
    size: 16,
    paths: [
      { d: 'M5.3 5.2a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0 -5.4 0z' },
      { d: 'M3 13.5c.6-2.6 2.6-4 5-4s4.4 1.4 5 4' },
    ],
  },
  rule: { size: 16, paths: [{ d: 'M2.5 8H6l2.5-4h5M6 8l2.5 4h5' }] },
  model: { size: 16, paths: [{ d: 'M2 6.5c2-2.4 4-2.4 6 0s4 2.4 6 0M2 10.5c2-2.4 4-2.4 6 0s4 2.4 6 0' }] },
  import: { size: 16, paths: [{ d: 'M8 3v6M5.2 6.5L8 9.3l2.8-2.8M3 12.5h10' }] },
  undo: { size: 16, paths: [{ d: 'M5.5 3L2.5 6l3 3M2.5 6h7a4 4 0 010 8h-2' }] },
  plus: { size: 16, paths: [{ d: 'M8 3v10M3 8h10' }] },
  theme: {
    size: 16,
    paths: [
      { d: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z' },
      { d: 'M8 2.5a5.5 5.5 0 010 11z', isFilled: true },
    ],
  },
  split: { size: 16, paths: [{ d: 'M4 2.5v6a3 3 0 003 3h6M10.5 9l2.5 2.5-2.5 2.5' }] },
  more: {
    size: 16,
    paths: [
      { d: 'M2.9 8a0.6 0.6 0 1 0 1.2 0a0.6 0.6 0 1 0 -1.2 0z' },
      { d: 'M7.4 8a0.6 0.6 0 1 0 1.2 0a0.6 0.6 0 1 0 -1.2 0z' },
      { d: 'M11.9 8a0.6 0.6 0 1 0 1.2 0a0.6 0.6 0 1 0 -1.2 0z' },
    ],
  },
  right: { size: 16, paths: [{ d: 'M6 3.5l4.5 4.5L6 12.5' }] },
  left: { size: 16, paths: [{ d: 'M10 3.5L5.5 8l4.5 4.5' }] },
  file: { size: 16, paths: [{ d: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3' }] },
  healthy: { size: 12, paths: [{ d: 'M1 6a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z', isFilled: true }] },
  degraded: { size: 12, paths: [{ d: 'M6 .8l5.6 10H.4z', isFilled: true }] },
  error: { size: 12, paths: [{ d: 'M1 1h10v10H1z', isFilled: true }] },
  offline: {
    size: 12,
    paths: [
      { d: 'M6 1a5 5 0 100 10A5 5 0 006 1zm0 1.6a3.4 3.4 0 110 6.8 3.4 3.4 0 010-6.8z', isFilled: true },
    ],
  },
  info: { size: 12, paths: [{ d: 'M6 0l6 6-6 6-6-6z', isFilled: true }] },
  critical: {
    size: 12,
    paths: [
      {
        d: 'M3.6 0h4.8L12 3.6v4.8L8.4 12H3.6L0 8.4V3.6zM5.2 2.4v4.4h1.6V2.4zM5.2 8v1.6h1.6V8z',
        isFilled: true,
      },
    ],
  },
} as const satisfies Record<string, IconShape>;

export type IconName = keyof typeof ICONS;
