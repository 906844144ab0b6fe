import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { matchesRule, namePayee, type PayeeRule } from './index.ts';

const nameOf = (importedName: string) => namePayee(importedName, []).name;

test.each([
  ['CARD PAYMENT TO CORNER BAKERY ON 12 MAR', 'CORNER BAKERY'],
  ['Kartenzahlung Bäckerei Öhm 14:32', 'Bäckerei Öhm'],
  ['SEPA-Lastschrift Stadtwerke', 'Stadtwerke'],
  ['CB FLEURS DE NÎMES 0312', 'FLEURS DE NÎMES'],
  ['POS 12/03 RIVER CAFE XXXX1234', 'RIVER CAFE'],
  ['CARD 1234 GREEN GROCER', 'GREEN GROCER'],
  ['CORNER SHOP 4242 **** **** 4242', 'CORNER SHOP'],
  ['PAYPAL *TOYBOX', 'TOYBOX'],
  ['SQ *BLUE KETTLE', 'BLUE KETTLE'],
  ['SumUp *Joe’s Café', 'Joe’s Café'],
  ['MARKETPLACE UK*MN6XN4DC4 AM', 'MARKETPLACE UK'],
  ['AMZN MKTP UK*MN6XN4DC4 AM', 'AMZN MKTP'],
  ['amazon.co.ukm69wv6tr4 am', 'amazon.co.uk'],
  ['CLOUD *<E0200928Y7>', 'CLOUD'],
  ['HOSTING #681903', 'HOSTING'],
  ['RIVER INN 44536390', 'RIVER INN'],
  ['CORNER STORES 3241     LONDON       GB', 'CORNER STORES'],
  ['OBSTHOF SAGT DANKE//BERLIN/DE', 'OBSTHOF SAGT DANKE'],
  ['www.kettle.example', 'kettle.example'],
  ['株式会社さくら 12345', '株式会社さくら'],
  ['Кафе Весна 1234', 'Кафе Весна'],
])('%s is %s', (importedName, name) => {
  expect(nameOf(importedName)).toBe(name);
});

test.each([
  'STUDIO 54',
  '7-TWELVE',
  'ROUTE 66',
  'L B KENTON',
  'TAXI *RIDE',
  'COLOUR IT',
  'CONTACT US',
  'THE CARD SHOP',
])('%s is a name as it stands', (name) => {
  expect(namePayee(name, [])).toEqual({ name, ruleId: null, taken: [] });
});

test.each(['4242 4242 4242 4242', '12345', 'PP*12345', '#1'])(
  '%s, which holds no name, stays whole',
  (importedName) => {
    expect(nameOf(importedName)).not.toBe('');
    expect(nameOf(importedName).replace(/\W/g, '')).toBe(importedName.replace(/\W/g, ''));
  },
);

it('says what was taken off, and why', () => {
  expect(namePayee('CARD PAYMENT TO RIVER CAFE 3241', []).taken).toEqual([
    { text: 'CARD PAYMENT TO', takesOff: 'kind of payment' },
    { text: '3241', takesOff: 'store number' },
  ]);
});

it('never comes out empty, and keeps every letter of a name in any script', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (importedName) => {
      fc.pre(importedName.trim() !== '');
      expect(nameOf(importedName)).not.toBe('');
    }),
  );
});

it('names what it named once as before', () => {
  const word = fc.constantFrom(
    'RIVER',
    'CAFE',
    'Öl',
    'さくら',
    '1234',
    '12/03',
    'GB',
    'XXXX1234',
    'PAYPAL *',
    'MN6XN4DC4',
    '#77',
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
      const once = nameOf(words.join(' '));
      const settled = nameOf(nameOf(once));
      expect(nameOf(settled)).toBe(settled);
    }),
  );
});

const rule = (match: PayeeRule['match'], text: string): PayeeRule => ({
  id: 'prl_1',
  match,
  text,
  name: 'Kettle',
});

it('lets the first rule of the workspace that matches name it', () => {
  const rules = [
    rule('starts_with', 'kettle ltd'),
    { ...rule('contains', 'KETTLE'), id: 'prl_2', name: 'Another' },
  ];
  expect(namePayee('Kettle  LTD 77', rules)).toEqual({ name: 'Kettle', ruleId: 'prl_1', taken: [] });
  expect(namePayee('BIG KETTLE', rules).ruleId).toBe('prl_2');
});

it('matches whole names, beginnings and parts, whatever their case and width', () => {
  expect(matchesRule(rule('equals', 'kettle'), 'ＫＥＴＴＬＥ')).toBe(true);
  expect(matchesRule(rule('equals', 'kettle'), 'KETTLE 7')).toBe(false);
  expect(matchesRule(rule('starts_with', 'kettle'), 'THE KETTLE')).toBe(false);
  expect(matchesRule(rule('contains', ' '), 'ANYTHING')).toBe(false);
});

it('reads the longest and worst names at once', () => {
  const name = `River${' '.repeat(100_000)}Cafe`;
  expect(namePayee(name, []).name).toBe('River');
});
