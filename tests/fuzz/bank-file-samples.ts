const camt =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>\n' +
  '<Stmt><Id>1</Id><FrToDt><FrDtTm>2026-01-01T00:00:00Z</FrDtTm></FrToDt><Acct><Id><IBAN>NL26VAYB8060476890</IBAN></Id>' +
  '<Ccy>EUR</Ccy></Acct>\n<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">10.00</Amt>' +
  '<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-01</Dt></Dt></Bal>\n' +
  '<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-05</Dt></BookgDt>' +
  '<AcctSvcrRef>R1</AcctSvcrRef><NtryDtls><TxDtls><Amt Ccy="EUR">2.00</Amt><RltdPties><Cdtr><Nm>A &amp; B</Nm></Cdtr>' +
  '</RltdPties></TxDtls>\n<TxDtls><Amt Ccy="EUR">3.00</Amt><RmtInf><Ustrd><![CDATA[for < you]]></Ustrd></RmtInf></TxDtls>' +
  '</NtryDtls></Ntry>\n<Ntry><Amt Ccy="CHF">7</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts>PDNG</Sts>' +
  '<ValDt><DtTm>2026-01-06T10:00:00+01:00</DtTm></ValDt><NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy="USD">8.1</Amt>' +
  '<CcyXchg><XchgRate>0.9</XchgRate></CcyXchg></InstdAmt></AmtDtls></TxDtls></NtryDtls></Ntry>\n' +
  '</Stmt></BkToCstmrStmt></Document>\n';

const sgml =
  'OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n' +
  '<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><FI><ORG>Bank</FI></SONRS></SIGNONMSGSRSV1>\r\n' +
  '<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD\r\n' +
  '<BANKACCTFROM><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260101<DTEND>20260131\r\n' +
  '<STMTTRN><TRNTYPE>POS<DTPOSTED>20260105120000[-5:EST]<TRNAMT>-6.60<FITID>1<NAME>AT&T &amp; Co<MEMO>a < b</STMTTRN>\r\n' +
  '<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20260106<TRNAMT>-1.234,56<FITID>2<CHECKNUM>319<PAYEE><NAME>Landlord</PAYEE>' +
  '<ORIGCURRENCY><CURRATE>1.06<CURSYM>EUR</ORIGCURRENCY></STMTTRN></BANKTRANLIST>\r\n' +
  '<LEDGERBAL><BALAMT>382.34<DTASOF>20260131</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n';

const xml =
  '<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE"?>\n' +
  '<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS></SONRS></SIGNONMSGSRSV1>\n' +
  '<CREDITCARDMSGSRSV1><CCSTMTTRNRS><TRNUID>1</TRNUID><CCSTMTRS><CURDEF>JPY</CURDEF><CCACCTFROM><ACCTID>9</ACCTID>' +
  '</CCACCTFROM>\n<BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260105</DTPOSTED><TRNAMT>-500</TRNAMT>' +
  '<FITID>1</FITID><NAME><![CDATA[Shop & more]]></NAME><CURRENCY><CURRATE>1</CURRATE><CURSYM>JPY</CURSYM></CURRENCY>' +
  '</STMTTRN></BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>\n';

/** Small files of each format that hold something of everything a reader looks at. */
export const bankFileSamples: readonly string[] = [camt, sgml, xml];

/** What is put into them: their own parts, and what parsers are known to fall over. */
export const bankFileScraps: readonly string[] = [
  ...[
    '<',
    '>',
    '</',
    '/>',
    '&',
    ';',
    '"',
    "'",
    '=',
    ' ',
    '\r',
    '\n',
    '\0',
    '\ufffd',
    '\ud800',
    '𝔸',
    '\u202e',
    '-',
    '0',
    ',',
  ],
  ...[
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?xml version="1.0"?>',
    '<?',
    '?>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '&b;',
    '&#0;',
  ],
  ...[
    '&#x110000;',
    '<A>',
    '</A>',
    '<STMTTRN>',
    '</STMTTRN>',
    '<Ntry>',
    '</Ntry>',
    '<TxDtls/>',
    '</OFX>',
    '<OFX>',
    '</Stmt>',
  ],
  ...[
    '<Amt Ccy="ZZZ">',
    '<Amt Ccy="__proto__">',
    '<constructor>',
    '<__proto__>1</__proto__>',
    '&constructor;',
    'NaN',
    '1e308',
  ],
  ...[
    '99999999999999999999',
    '0.0000000001',
    '-',
    '20261332',
    '2026-13-32',
    '<CURSYM>JPY',
    '<CURRATE>0',
    'x'.repeat(2000),
  ],
  ...[
    '<A>'.repeat(120),
    '<x a="1" a="2">',
    'xmlns="camt.053.001.99"',
    '<Sts><Cd>INFO</Cd></Sts>',
    '<RvslInd>1</RvslInd>',
  ],
];
