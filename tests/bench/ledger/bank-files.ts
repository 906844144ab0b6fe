const PAYEES = [
  'Northgate Market',
  'Halden Water',
  'Orbit Mobile',
  'Kettle & Crumb',
  'Brightline Rail',
  'Lantern Books',
];

interface Line {
  day: string;
  amount: string;
  payee: string;
  id: string;
}

function lineAt(index: number): Line {
  return {
    day: new Date(Date.UTC(2016, 0, 1 + Math.floor(index / 40))).toISOString().slice(0, 10),
    amount: `${1 + ((index * 7_919) % 9_000)}.${String(index % 100).padStart(2, '0')}`,
    payee: `${PAYEES[index % PAYEES.length] ?? ''} ${(index * 31) % 3_000}`,
    id: `bank-${index}`,
  };
}

const lines = (rows: number, write: (line: Line) => string) =>
  Array.from({ length: rows }, (_, index) => write(lineAt(index))).join('');

const escaped = (text: string) => text.replaceAll('&', '&amp;');

/** Files of banks with so many rows, a tenth of them with a category where the format has one. */
export const BANK_FILES: Readonly<Record<string, { name: string; write: (rows: number) => string }>> = {
  csv: {
    name: 'rows.csv',
    write: (rows) =>
      `Date,Payee,Memo,Amount\n${lines(rows, ({ day, payee, amount, id }) => `${day},${payee},${id},-${amount}\n`)}`,
  },
  ofx: {
    name: 'rows.ofx',
    write: (rows) =>
      'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nCHARSET:1252\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR' +
      `<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>\n${lines(
        rows,
        ({ day, amount, payee, id }) =>
          `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>${day.replaceAll('-', '')}<TRNAMT>-${amount}<FITID>${id}<NAME>${escaped(payee)}</STMTTRN>\n`,
      )}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`,
  },
  camt: {
    name: 'rows.xml',
    write: (rows) =>
      '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr>' +
      `<MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>DE1</IBAN></Id></Acct>\n${lines(
        rows,
        ({ day, amount, payee, id }) =>
          `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt>` +
          `<AcctSvcrRef>${id}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Cdtr><Nm>${escaped(payee)}</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>\n`,
      )}</Stmt></BkToCstmrStmt></Document>`,
  },
};
