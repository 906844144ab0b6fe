/** Those that the page offers; the API takes any. */
const OFFERED = [
  ...['en-GB', 'en-US', 'en-AU', 'en-CA', 'en-IE', 'en-IN', 'cs-CZ', 'da-DK', 'de-AT', 'de-CH', 'de-DE'],
  ...['es-ES', 'es-MX', 'fi-FI', 'fr-CA', 'fr-CH', 'fr-FR', 'hu-HU', 'it-IT', 'ja-JP', 'ko-KR', 'nb-NO'],
  ...['nl-BE', 'nl-NL', 'pl-PL', 'pt-BR', 'pt-PT', 'ro-RO', 'sk-SK', 'sl-SI', 'sv-SE', 'tr-TR', 'uk-UA'],
  ...['zh-CN', 'zh-TW'],
];

/** By name; the one in force is among them in any case. */
export function offeredLocales(chosen: string | null): string[] {
  const all = new Set([...OFFERED, ...(chosen === null ? [] : [chosen])]);
  return [...all].sort((a, b) => nameOfLocale(a).localeCompare(nameOfLocale(b), 'en'));
}

/** `German (Austria)`. */
export function nameOfLocale(locale: string): string {
  return new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' }).of(locale) ?? locale;
}
