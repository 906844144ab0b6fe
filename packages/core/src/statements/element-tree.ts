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
  const found: ElementNode[] = [];
  findAt(node, namesOf(path), (element) => {
    found.push(element);
    return false;
  });
  return found;
}

/** The first element at one of the paths that holds a text or another element; the paths are tried in order. */
export function firstElementAt(node: ElementNode, paths: readonly string[]): ElementNode | null {
  for (const path of paths) {
    const found = findAt(node, namesOf(path), holdsSomething);
    if (found) return found;
  }
  return null;
}

/** The first text at one of the paths that is not blank; empty where there is none. */
export function textAt(node: ElementNode, ...paths: string[]): string {
  for (const path of paths) {
    const found = findAt(node, namesOf(path), holdsText);
    if (found) return textOf(found);
  }
  return '';
}

/** Like `textAt`, but null where there is none. */
export function optionalTextAt(node: ElementNode, ...paths: string[]): string | null {
  return textAt(node, ...paths) || null;
}

/** The text of an element on one line, without blanks around it. */
export function textOf({ text }: ElementNode): string {
  const trimmed = text.trim();
  if (!/[\r\n]/.test(trimmed)) return trimmed;
  const lines = trimmed.split(/[\r\n]+/).map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}

function holdsText({ text }: ElementNode): boolean {
  return /\S/.test(text);
}

function holdsSomething(element: ElementNode): boolean {
  return element.children.length > 0 || holdsText(element);
}

/** The first element at the path that the function takes. */
function findAt(node: ElementNode, names: readonly string[], isTaken: (element: ElementNode) => boolean) {
  const last = names.length - 1;
  const findBelow = ({ children }: ElementNode, depth: number): ElementNode | null => {
    for (const child of children) {
      if (child.name !== names[depth]) continue;
      if (depth < last) {
        const found = findBelow(child, depth + 1);
        if (found) return found;
      } else if (isTaken(child)) {
        return child;
      }
    }
    return null;
  };
  return findBelow(node, 0);
}

/** The paths that readers ask for are few, and asked for each entry. */
const split = new Map<string, readonly string[]>();

function namesOf(path: string): readonly string[] {
  const known = split.get(path);
  if (known) return known;
  const names = path.split('/');
  split.set(path, names);
  return names;
}
