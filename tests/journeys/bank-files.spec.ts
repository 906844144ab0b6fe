import { expect } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { test } from './running-steward.ts';
import { makeAccount, sendFile, setUp } from './steps.ts';

const booked = (id: string, day: string, amount: string, name: string) =>
  `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>202601${day}<TRNAMT>${amount}<FITID>${id}<NAME>${name}</STMTTRN>`;
const OFX =
  'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nCHARSET:1252\n\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0' +
  '<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM>' +
  `<ACCTID>1</BANKACCTFROM><BANKTRANLIST>${booked('1', '02', '-3.20', 'Kettle')}${booked('2', '03', '-9.99', 'Shop')}` +
  '</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>';
const MT940 =
  ':20:1\n:25:123\n:28C:1\n:60F:C260101EUR10,00\n:61:2601040104D3,20NMSCNONREF\n:86:Bakery\n:62F:C260104EUR5,00\n-\n';
const QIF = '!Type:Bank\nD02/03/26\nT-12.00\nPMarket\nSFood\n$-10.00\nSHome\n$-2.00\n^\n';
const CAMT =
  '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr>' +
  '<MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>DE1</IBAN></Id></Acct><Ntry><Amt Ccy="EUR">7.00</Amt>' +
  '<CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-05</Dt></BookgDt><NtryDtls><TxDtls><RltdPties>' +
  '<Cdtr><Nm>Café Rösti</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>';

test('files in the formats of banks come in by what is in them, and say what does not add up', async ({
  page,
  steward,
}) => {
  await setUp(page, steward);
  await makeAccount(page, steward);
  const bringIn = async (name: string, text: string, rows: number) => {
    await page.goto(`${steward.url}/imports/new`);
    await sendFile(page, name, text);
    await page.getByRole('button', { name: `Commit ${rows} new` }).click();
    await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();
  };
  await bringIn('checking.ofx', OFX, 2);
  await expect(page.getByText('OFX or QFX')).toBeVisible();
  await bringIn('statement.xml', CAMT, 1);

  await page.goto(`${steward.url}/imports/new`);
  await sendFile(page, 'january.sta', MT940);
  await expect(page.getByText('closes at 5.00 EUR, but its entries lead to 6.80 EUR')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Columns' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Commit 1 new' }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();

  await page.goto(`${steward.url}/imports/new`);
  await sendFile(page, 'old.qif', QIF);
  await page.getByLabel('They are written as').selectOption('day month year');
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByText('Day, month, year, as it was said.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Market' })).toContainText('Food');
  await page.getByRole('button', { name: 'Commit 1 new' }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();

  // A file of two accounts: one has the number, the other is made on the spot.
  await page.goto(`${steward.url}/ledger/accounts`);
  await page.getByText('Edit').first().click();
  await page.getByLabel('Number at the bank').first().fill('11-1');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByRole('row').filter({ hasText: '11-1' })).toHaveCount(1);
  await expectAccessible(page);
  const statement = (number: string, entry: string) =>
    `<STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>${number}</BANKACCTFROM><BANKTRANLIST>${entry}` +
    '</BANKTRANLIST><LEDGERBAL><BALAMT>50.00<DTASOF>20260109</LEDGERBAL></STMTRS></STMTTRNRS>';
  const two = OFX.replace(
    /<STMTTRNRS>.*<\/STMTTRNRS>/,
    statement('111', booked('7', '08', '-4.00', 'Florist')) +
      statement('222', booked('7', '09', '1.00', 'Gift')),
  );
  await page.goto(`${steward.url}/imports/new`);
  await sendFile(page, 'two.ofx', two);
  await expect(page.getByText('which has this number')).toBeVisible();
  await expect(page.getByText('On 9 Jan 2026 the file says €50.00')).toBeVisible();
  await page.getByRole('button', { name: 'Make an account for it' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Gift' })).toContainText('222');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Commit 2 new' }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();
  await expect(page.getByText('right after the commit').first()).toBeVisible();

  await page.goto(`${steward.url}/imports/new`);
  await sendFile(page, 'broken.xml', CAMT.slice(0, -40));
  await expect(page.getByText(/Line 1: .* Expected/)).toBeVisible();

  await page.goto(`${steward.url}/ledger`);
  for (const payee of ['Kettle', 'Shop', 'Bakery', 'Market', 'Café Rösti']) {
    await expect(page.getByRole('row').filter({ hasText: payee })).toHaveCount(1);
  }
});
