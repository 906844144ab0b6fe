export { connect, demandUrl, type Connection } from './connection.ts';
export { CommandFailure, demandAnswer, describeFailure } from './failure.ts';
export { loginsPath, readLogins, writeLogins, type StoredLogin } from './stored-logins.ts';
