/** How many characters a password has that someone chooses. */
export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;
