/** An element with what is below it. */
export interface ElementNode {
  name: string;
  line: number;
  attributes: Readonly<Record<string, string>>;
  text: string;
  children: ElementNode[];
}

/** All elements at a path of names such as `RmtInf/Ustrd`, in the order of the file. */
export function elementsAt(node: ElementNode, path: string): ElementNode[] {
  return path
    .split('/')
    .reduce<ElementNode[]>(
      (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [node],
    );
}

/** The first element at one of the paths that holds a text or another element; the paths are tried in order. */
export function firstElementAt(node: ElementNode, paths: readonly string[]): ElementNode | null {
  for (const path of paths) {
    const found = elementsAt(node, path).find(
      (element) => element.children.length > 0 || textOf(element) !== '',
    );
    if (found) return found;
  }
  return null;
}

/** The first text at one of the paths that is not blank; empty where there is none. */
export function textAt(node: ElementNode, ...paths: string[]): string {
  for (const path of paths) {
    for (const element of elementsAt(node, path)) {
      const text = textOf(element);
      if (text !== '') return text;
    }
  }
  return '';
}

/** The text of an element on one line, without blanks around it. */
export function textOf({ text }: ElementNode): string {
  return text.trim().replace(/\s*[\r\n]+\s*/gu, ' ');
}

/** Like `textAt`, but null where there is none. */
export function optionalTextAt(node: ElementNode, ...paths: string[]): string | null {
  return textAt(node, ...paths) || null;
}
