/** What a command reads its surroundings from and writes to. */
export interface Terminal {
  /** One line to the standard output. */
  print: (line: string) => void;
  /** One line to the error output. */
  complain: (line: string) => void;
  environment: Record<string, string | undefined>;
}
