import { z } from 'zod';

/** Pictures of our own that a category can have; how they look is in the web app. */
export const CategoryIcon = z.enum([
  ...([
    'home',
    'food',
    'cup',
    'car',
    'train',
    'health',
    'heart',
    'shirt',
    'book',
    'play',
    'gift',
    'plane',
  ] as const),
  ...([
    'phone',
    'bolt',
    'shield',
    'child',
    'paw',
    'work',
    'coins',
    'bank',
    'card',
    'tax',
    'tool',
    'box',
  ] as const),
  ...(['truck', 'people', 'screen', 'chart', 'swap', 'dots'] as const),
]);
export type CategoryIcon = z.infer<typeof CategoryIcon>;
