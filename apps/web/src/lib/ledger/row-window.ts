/** No browser draws an element of many millions of pixels; above this height the scroll bar is finer than its rows. */
const TALLEST = 10_000_000;
/** Rows drawn above and below those that are seen. */
const BESIDE = 20;

interface Scrolled {
  total: number;
  rowHeight: number;
  /** Of the list's begin above the upper edge of the view; negative while it is below. */
  hidden: number;
  viewHeight: number;
}

/** Which rows of a long list are drawn, and the height that stands for the others. */
export interface RowWindow {
  first: number;
  /** Behind the last. */
  end: number;
  above: number;
  below: number;
}

/** The rows around those that are seen. The whole list is as tall as all of its rows, or as the tallest that can be. */
export function windowOf({ total, rowHeight, hidden, viewHeight }: Scrolled): RowWindow {
  const height = Math.min(total * rowHeight, TALLEST);
  const isScaled = height < total * rowHeight;
  const shown = Math.ceil(viewHeight / rowHeight);
  const most = Math.max(0, height - viewHeight);
  const offset = Math.max(0, Math.min(hidden, most));
  const top = isScaled
    ? Math.round((offset / most) * Math.max(0, total - shown))
    : Math.floor(offset / rowHeight);
  const first = Math.max(0, Math.min(top - BESIDE, total - 1));
  const end = Math.min(total, top + shown + BESIDE);
  const above = isScaled ? Math.max(0, offset - (top - first) * rowHeight) : first * rowHeight;
  return { first, end, above, below: Math.max(0, height - above - (end - first) * rowHeight) };
}

/** The pages of so many rows that a window needs. */
export function pagesOf({ first, end }: RowWindow, size: number): number[] {
  const pages: number[] = [];
  for (let page = Math.floor(first / size); page * size < end; page++) pages.push(page);
  return pages;
}
