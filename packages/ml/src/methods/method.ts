/** What is said of one public method, or of a few functions that belong together. */
export interface Method {
  title: string;
  /** The functions of the folder's door that it is about. */
  functions: readonly string[];
  /** What it tells, in a sentence or two. */
  tells: string;
  /** By which definition, as a formula in plain text. */
  definition: string;
  /** Author, year, place; or that it is our own. */
  source: string;
  /** Time and memory. */
  cost: string;
  /** An expression over the functions of this package; the page shows what it gives. */
  example: string;
}

/** The methods of one folder, in the order in which the page shows them. */
export interface MethodFolder {
  folder: string;
  about: string;
  methods: readonly Method[];
}
