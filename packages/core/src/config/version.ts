/** The version of every part of Steward; a test keeps it equal to the packages' own. */
export const STEWARD_VERSION = '0.1.0';
