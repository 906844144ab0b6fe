/** One thing to be labelled. */
export interface CategoriserRow {
  payee: string;
  memo: string;
  /** Integer minor units, signed. */
  amount: number;
  /** YYYY-MM-DD. */
  date: string;
  /** Further columns by name; only those that the model knows are looked at. */
  context: Readonly<Record<string, string>>;
}
