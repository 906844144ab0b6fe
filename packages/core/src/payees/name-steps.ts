/** What a step takes off a name, told to people in these words. */
export type TakenOff =
  | 'kind of payment'
  | 'payment processor'
  | 'card number'
  | 'date or time'
  | 'town or country'
  | 'order or reference number'
  | 'store number'
  | 'web address';

/** One way in which banks pad the name of a payee. What `pattern` matches goes, but for its group `kept`. */
export interface NameStep {
  takesOff: TakenOff;
  pattern: RegExp;
}

const word = (alternatives: string) => `(?:${alternatives})`;

/** Words of banks for how a payment was made, in English, German, French, Dutch, Spanish and Italian. */
const KINDS = word(
  [
    'pos(?: purchase| payment| debit)?',
    '(?:debit |credit )?card (?:payment|purchase|transaction)(?: to| at)?',
    '(?:visa|mastercard|maestro) (?:purchase|debit|payment)(?: card)?',
    'contactless(?: payment)?|checkcard|purchase authorized on',
    '(?:direct debit|standing order|bill|faster|online) payments?(?: to)?',
    'direct debit(?: to)?|standing order(?: to)?',
    'kartenzahlung|girocard|ec-?kartenzahlung|sepa[- ](?:basis-)?lastschrift|lastschrift|überweisung(?: an)?|dauerauftrag',
    'paiement (?:par )?(?:carte|cb)|achat cb|cb|prlv(?: sepa)?|prélèvement|virement(?: sepa)?',
    'betaalautomaat|bea|incasso|overboeking',
    'compra (?:con )?tarjeta|recibo|pago con tarjeta|pagamento pos|addebito diretto',
  ].join('|'),
);

/** Those who collect for others, before an asterisk; the name of whom they collect for follows. */
const PROCESSORS = word(
  'paypal|pp|sq|sqr|sp|iz|izettle|zettle|ztl|sumup|tst|cko|eb|py|wpy|paddle|paddle\\.net|stripe|klarna|google|apple pay|fs|2co\\.com|mollie|adyen|ls|sbx|crv|dd|gocardless|shopify|woo|wl|nya|zlr|pay',
);

const MONTHS = word(
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?',
);

/** Countries as card networks write them at the end. Those that are words of some language, like IT and US, are left. */
const COUNTRIES = word(
  'gbr|deu|fra|nld|bel|esp|ita|prt|aut|che|irl|lux|dnk|swe|nor|fin|pol|cze|usa|can|aus|gb|uk|de|fr|nl|ch|pl|ie|dk|se|fi',
);

/** A number of an order: letters and digits mixed, as nobody names a shop. */
const MIXED = '(?=[a-z0-9]*\\d)(?=[a-z0-9]*[a-z])[a-z0-9]{7,}';

/** In this order, each on what the ones before it left. */
export const NAME_STEPS: readonly NameStep[] = [
  { takesOff: 'kind of payment', pattern: new RegExp(`^${KINDS}(?:\\s*[:*-]\\s*|\\s+)(?=\\S)`, 'iu') },
  { takesOff: 'web address', pattern: /^(?:https?:\/\/)?www\.(?=\S)|^https?:\/\/(?=\S)/iu },
  // Columns of a fixed width: the name, then the town, then the country.
  { takesOff: 'town or country', pattern: /(?<=\p{L}[^\n]*\S)(?:\s{3,}|\s*\/\/\s*|\s*\\\s*).+$/u },
  { takesOff: 'date or time', pattern: /(?:^|\s)\d{1,2}:\d{2}(?::\d{2})?(?=\s|$)/gu },
  {
    takesOff: 'date or time',
    pattern:
      /(?:^|\s)(?:on\s+)?(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{1,2}\/\d{1,2})(?=\s|$)/giu,
  },
  {
    takesOff: 'date or time',
    pattern: new RegExp(
      `(?:^|\\s)(?:on\\s+)?\\d{1,2}\\s?${MONTHS}(?:\\s?(?:\\d{4}|\\d{2}))?(?=\\s|$)`,
      'giu',
    ),
  },
  {
    takesOff: 'card number',
    pattern: /(?:^|\s)(?:(?:card|karte|carte)\s+)?(?:ending\s+)?[x*•.]{2,}[\s-]?\d{3,4}(?=\s|$)/giu,
  },
  {
    takesOff: 'card number',
    pattern: /(?:^|\s)\d{4}[\sx*•-]+(?:[\dx*•]{2,4}[\sx*•-]+){1,2}\d{3,4}(?=\s|$)/giu,
  },
  { takesOff: 'card number', pattern: /(?:^|\s)(?:card|karte|carte)\s+\d{4}(?=\s|$)/giu },
  { takesOff: 'payment processor', pattern: new RegExp(`^${PROCESSORS}\\s*\\*\\s*(?=\\S*\\p{L}{2})`, 'iu') },
  { takesOff: 'payment processor', pattern: /^paypal\s+(?=\p{L}{3})/iu },
  // Glued to the name where the asterisk was lost on the way.
  {
    takesOff: 'order or reference number',
    pattern:
      /(?<=^(?:amazon\.(?:co\.)?[a-z]{2,3}?|amzn mktp [a-z]{2}|amazon prime))\s*\*?\s*(?=[a-z]*\d)[a-z0-9]{8,10}(?:\s+am)?$/iu,
  },
  {
    takesOff: 'order or reference number',
    pattern: new RegExp(`\\s*\\*\\s*<?${MIXED}>?(?:\\s+am)?(?=\\s|$)`, 'giu'),
  },
  {
    takesOff: 'order or reference number',
    pattern: /\s(?:ref|reference|inv|invoice|order|auth|id|txn|mandate|nr|no)[.:#\s]+\S*\d\S*(?=\s|$)/giu,
  },
  { takesOff: 'order or reference number', pattern: /\s*#\s?\d+(?=\s|$)/gu },
  { takesOff: 'order or reference number', pattern: new RegExp(`(?<=\\S\\s)<?${MIXED}>?(?=\\s|$)`, 'giu') },
  { takesOff: 'town or country', pattern: new RegExp(`(?<=\\S+\\s+\\S+)\\s+${COUNTRIES}$`, 'iu') },
  { takesOff: 'store number', pattern: /(?<=\p{L}.*)\s+(?:store\s+|filiale\s+|st\.?\s*)?\d{3,}(?=\s|$)/giu },
];
