/** The longest texts of a row that Steward keeps, in characters, whatever the format of its file. */
export const MAX_PAYEE = 500;
export const MAX_MEMO = 2000;
export const MAX_CONTEXT = 500;
export const MAX_CATEGORY = 200;
export const MAX_EXTERNAL_ID = 200;
