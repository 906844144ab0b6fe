/** The command was called wrongly; its message says how it is called. */
export class UsageError extends Error {}
