import type { CategoryIcon } from '@steward/core/ledger';

interface Drawn {
  /** What it shows, for the choice of one. */
  words: string;
  /** Lines on a 16 px grid. */
  d: string;
}

export const CATEGORY_ICONS: Readonly<Record<CategoryIcon, Drawn>> = {
  home: { words: 'house', d: 'M2.5 7.5L8 3l5.5 4.5M4 6.5V13h8V6.5M6.8 13V9.5h2.4V13' },
  food: {
    words: 'fork and knife',
    d: 'M4 2.5v4a1.5 1.5 0 003 0v-4M5.5 2.5v11M11 13.5v-11c-1.5 1-2 3-2 5.5h2',
  },
  cup: { words: 'cup', d: 'M3 5h8v4.5a3 3 0 01-3 3H6a3 3 0 01-3-3zM11 6h1.2a1.6 1.6 0 010 3.2H11' },
  car: {
    words: 'car',
    d: 'M2.5 11.5V9l1.2-3.6A1.3 1.3 0 015 4.5h6a1.3 1.3 0 011.3.9L13.5 9v2.5zM2.5 9h11M4.5 11.5V13M11.5 11.5V13',
  },
  train: { words: 'train', d: 'M4 3h8v8H4zM4 7h8M6 9.2h.1M10 9.2h.1M5.5 11L4 13.5M10.5 11l1.5 2.5' },
  health: { words: 'cross', d: 'M6.3 2.5h3.4v3.8h3.8v3.4H9.7v3.8H6.3V9.7H2.5V6.3h3.8z' },
  heart: {
    words: 'heart',
    d: 'M8 13S2.5 9.8 2.5 6.2A2.7 2.7 0 018 5a2.7 2.7 0 015.5 1.2C13.5 9.8 8 13 8 13z',
  },
  shirt: { words: 'shirt', d: 'M5.5 3L2.5 5l1 2.5 1.5-.6V13h6V6.9l1.5.6 1-2.5-3-2a2.5 2.5 0 01-5 0z' },
  book: {
    words: 'book',
    d: 'M8 4.5C6.5 3.3 4.5 3 2.5 3v9c2 0 4 .3 5.5 1.5 1.5-1.2 3.5-1.5 5.5-1.5V3c-2 0-4 .3-5.5 1.5zM8 4.5v9',
  },
  play: { words: 'play', d: 'M2.5 3.5h11v9h-11zM6.8 6v4l3.2-2z' },
  gift: {
    words: 'gift',
    d: 'M3 8h10v5.5H3zM2.5 5.5h11V8h-11zM8 5.5v8M8 5.5C5 5.5 5 2.5 6.5 2.5S8 5.5 8 5.5zM8 5.5c3 0 3-3 1.5-3S8 5.5 8 5.5z',
  },
  plane: { words: 'plane', d: 'M13.5 2.5L2.5 7l4 2 2 4.5zM6.5 9l3-3' },
  phone: { words: 'phone', d: 'M5 2.5h6v11H5zM7.5 11.5h1' },
  bolt: { words: 'lightning', d: 'M9 2.5L4 9h3.5L7 13.5 12 7H8.5z' },
  shield: { words: 'shield', d: 'M8 2.5l5 1.8v3.4c0 3-2.2 4.8-5 5.8-2.8-1-5-2.8-5-5.8V4.3z' },
  child: { words: 'balloon', d: 'M4.5 6a3.5 3.5 0 117 0c0 2.2-1.7 4-3.5 4S4.5 8.2 4.5 6zM8 10v3.5' },
  paw: {
    words: 'paw',
    d: 'M8 8c1.8 0 3.2 2 3.2 3.4 0 1.6-1.7 1.6-3.2 1.6s-3.2 0-3.2-1.6C4.8 10 6.2 8 8 8zM3 6.5v1M6 3.5v1.5M10 3.5v1.5M13 6.5v1',
  },
  work: { words: 'briefcase', d: 'M2.5 5.5h11V13h-11zM6 5.5V3.5h4v2M2.5 9h11' },
  coins: {
    words: 'coins',
    d: 'M3 5a4 1.8 0 108 0 4 1.8 0 10-8 0zM3 5v5.5c0 1 1.8 1.8 4 1.8M11 5v2M7 10.5a3 1.5 0 106 0 3 1.5 0 10-6 0zM7 10.5v1.8c0 .8 1.3 1.4 3 1.4s3-.6 3-1.4v-1.8',
  },
  bank: { words: 'bank', d: 'M2.5 6.5L8 3l5.5 3.5zM4 6.5V12M8 6.5V12M12 6.5V12M2.5 13.5h11' },
  card: { words: 'card', d: 'M2.5 4h11v8h-11zM2.5 6.8h11M4.5 9.5H7' },
  tax: {
    words: 'percent',
    d: 'M4 12L12 4M3.8 5a1.3 1.3 0 102.6 0 1.3 1.3 0 10-2.6 0zM9.6 11a1.3 1.3 0 102.6 0 1.3 1.3 0 10-2.6 0z',
  },
  tool: { words: 'spanner', d: 'M13 4.5L11 6.5 9.5 5l2-2a3.2 3.2 0 00-4 4l-5 5L4 13.5l5-5a3.2 3.2 0 004-4z' },
  box: { words: 'box', d: 'M2.5 5L8 2.5 13.5 5v6L8 13.5 2.5 11zM2.5 5L8 7.5 13.5 5M8 7.5v6' },
  truck: {
    words: 'truck',
    d: 'M1.5 4h8v7h-8zM9.5 6.5h3l2 2.2V11h-5M3 11.8a1.2 1.2 0 102.4 0M10.5 11.8a1.2 1.2 0 102.4 0',
  },
  people: {
    words: 'people',
    d: 'M3.8 5.2a2 2 0 104 0 2 2 0 10-4 0zM2 12.5c.3-2.3 1.8-3.6 3.8-3.6s3.5 1.3 3.8 3.6M10 3.4a2 2 0 010 3.6M11.5 9.2c1.4.5 2.3 1.7 2.5 3.3',
  },
  screen: { words: 'screen', d: 'M2.5 3.5h11v7h-11zM8 10.5v2.5M5.5 13.5h5' },
  chart: { words: 'chart', d: 'M2.5 13.5h11M4.5 11V8M8 11V4M11.5 11V6.5' },
  swap: { words: 'two arrows', d: 'M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8L3.5 10.5 6 13' },
  dots: { words: 'dots', d: 'M3.5 8h.1M8 8h.1M12.5 8h.1' },
};
