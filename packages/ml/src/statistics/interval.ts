/** From low to high, both within. */
export interface Interval {
  low: number;
  high: number;
}
