import { html, type Html } from './html.ts';
import type { KeptDecision } from './kept-decisions.ts';

export interface Category {
  id: string;
  name: string;
}

/** Nothing may be loaded but the page's own style; nothing runs, nothing frames it, forms go only back here. */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The page: a row a decision, the newest first. It works without JavaScript. */
export function renderPage(decisions: readonly KeptDecision[], categories: readonly Category[]): string {
  const rows = decisions.map((decision) => renderRow(decision, categories));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Bank feed</title>
        <link rel="stylesheet" href="/page.css" />
      </head>
      <body>
        <main>
          <h1>Bank feed</h1>
          ${rows.length === 0 ? html`<p>The feed has delivered nothing yet.</p>` : renderTable(rows)}
        </main>
      </body>
    </html>`.text;
}

function renderTable(rows: readonly Html[]): Html {
  return html`<div class="scroll" role="region" aria-labelledby="decided" tabindex="0">
    <table>
      <caption id="decided">
        What Steward decided, the newest first
      </caption>
      <thead>
        <tr>
          <th scope="col">Date</th>
          <th scope="col">Payee</th>
          <th scope="col" class="number">Amount</th>
          <th scope="col">Category</th>
          <th scope="col">Outcome</th>
          <th scope="col">Reason</th>
          <th scope="col">Right category</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function renderRow(decision: KeptDecision, categories: readonly Category[]): Html {
  const { transaction, prediction, confidence, outcome, reason, corrected } = decision;
  const nameOf = (id: string) =>
    categories.find((category) => category.id === id)?.name ?? 'removed category';
  // The confidence is a calibrated probability: of all decisions at 80 %, four in five are right.
  const guess = prediction === null ? 'none' : `${nameOf(prediction)}, ${percent(confidence)}`;
  return html`<tr>
    <td>${transaction.date}</td>
    <th scope="row">${transaction.payee}</th>
    <td class="number">${formatAmount(transaction)}</td>
    <td>${guess}</td>
    <td>${corrected === null ? outcome : `${nameOf(corrected)}, as a person said`}</td>
    <td>${reason}</td>
    <td>${renderForm(decision, categories)}</td>
  </tr>`;
}

function renderForm(
  { id, transaction, prediction, corrected }: KeptDecision,
  categories: readonly Category[],
) {
  const chosen = corrected ?? prediction;
  const options = categories.map((category) =>
    category.id === chosen
      ? html`<option value="${category.id}" selected>${category.name}</option>`
      : html`<option value="${category.id}">${category.name}</option>`,
  );
  return html`<form method="post" action="/corrections">
    <input type="hidden" name="decisionId" value="${id}" />
    <select name="categoryId" aria-label="Right category of ${transaction.payee}">
      ${options}
    </select>
    <button>Save</button>
  </form>`;
}

function percent(share: number | null): string {
  return `${Math.round((share ?? 0) * 100)} %`;
}

function formatAmount({ amountMinor, currency }: KeptDecision['transaction']): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  // Currencies differ in how many minor units make a whole: yen have none.
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
