/** The version of every part of Steward; a test keeps it equal to the packages' own. */
export const STEWARD_VERSION = '0.1.0';

/** The header in which a server tells its version to whoever is signed in. */
export const VERSION_HEADER = 'x-steward-version';
