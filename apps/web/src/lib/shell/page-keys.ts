import { createContext } from 'svelte';
import type { PageKey } from './keys.ts';

/** The keys of the page that is shown, for the palette to offer by name. */
export const [getShownKeys, setShownKeys] = createContext<{ current: readonly PageKey[] }>();
