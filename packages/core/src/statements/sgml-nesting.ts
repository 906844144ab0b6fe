import type { ElementEvents } from './element-events.ts';
import { showText, statementFileError } from './statement-error.ts';

/** Elements of OFX that hold a value and no other element, and that banks leave both empty and open. */
const VALUES = new Set(
  (
    'CODE SEVERITY MESSAGE DTSERVER LANGUAGE DTPROFUP DTACCTUP ORG FID TRNUID CLTCOOKIE CURDEF BANKID BRANCHID ACCTID ' +
    'ACCTTYPE ACCTKEY BROKERID DTSTART DTEND DTASOF TRNTYPE DTPOSTED DTTRAN DTUSER DTAVAIL DTEXPIRE TRNAMT FITID ' +
    'CORRECTFITID CORRECTACTION SRVRTID CHECKNUM REFNUM SIC PAYEEID NAME EXTDNAME MEMO ADDR1 ADDR2 ADDR3 CITY STATE ' +
    'POSTALCODE COUNTRY PHONE CURRATE CURSYM BALAMT AVAILCASH SUBACCTFUND MKTGINFO'
  ).split(' '),
);

interface OpenElement {
  name: string;
  line: number;
  hasText: boolean;
  hasChildren: boolean;
}

/** Closes what SGML leaves open, so that every element that begins also ends. */
export interface SgmlNesting {
  open: (name: string, line: number) => void;
  text: (text: string) => void;
  close: (name: string, line: number) => void;
  end: (line: number) => void;
}

/**
 * An element with a value ends where the next tag begins; so does an empty one that OFX knows to hold a value, or whose
 * name has a dot (those of vendors, INTU.BID). Every other element must be closed.
 *
 * @throws DomainError `invalid` `statement_file` where a tag closes what is not open, or something is left open.
 */
export function createSgmlNesting(events: ElementEvents): SgmlNesting {
  const stack: OpenElement[] = [];
  const closeTop = (line: number) => {
    stack.pop();
    events.close(line);
  };
  const closeValue = (line: number) => {
    const top = stack.at(-1);
    if (top && isValue(top)) closeTop(line);
  };
  return {
    open(name, line) {
      closeValue(line);
      const parent = stack.at(-1);
      if (parent) parent.hasChildren = true;
      stack.push({ name, line, hasText: false, hasChildren: false });
      events.open({ name, line, attributes: {} });
    },
    text(text) {
      const top = stack.at(-1);
      if (top && text.trim() !== '') top.hasText = true;
      events.text(text);
    },
    close(name, line) {
      if (stack.at(-1)?.name !== name) closeValue(line);
      const top = stack.at(-1);
      if (top?.name === name) {
        closeTop(line);
        return;
      }
      const found = top
        ? `</${showText(name)}> stands where <${showText(top.name)}> of line ${top.line} is open`
        : `</${showText(name)}> closes what is not open`;
      throw statementFileError({
        line,
        found,
        expected: top ? `</${showText(top.name)}>` : 'a tag that opens',
      });
    },
    end(line) {
      closeValue(line);
      const top = stack.at(-1);
      if (!top) return;
      const found = `the file ends while <${showText(top.name)}> of line ${top.line} is open`;
      throw statementFileError({ line, found, expected: `</${showText(top.name)}>` });
    },
  };
}

function isValue({ name, hasText, hasChildren }: OpenElement): boolean {
  return !hasChildren && (hasText || VALUES.has(name) || name.includes('.'));
}
