/** What a detector says after a value. It has started anew when it says `drift`. */
export type Signal = 'stable' | 'warning' | 'drift';
