export { readOptions, UsageError, type OptionNames, type Options } from './options.ts';
export { connect, type Connection } from './connection.ts';
