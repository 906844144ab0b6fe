import type { ElementEvents, ElementStart } from './element-events.ts';
import type { ElementNode } from './element-tree.ts';
import { showText, statementFileError } from './statement-error.ts';

const MAX_DEPTH = 100;
const MAX_NAME_CHARACTERS = 1000;
const MAX_FIELD_CHARACTERS = 1_000_000;
const MAX_GROUP_ELEMENTS = 1_000_000;
const MAX_OUTSIDE = 1_000_000;

interface GroupHandler {
  /** Whether the element is wanted whole. It is asked outside of groups only. */
  isGroup: (name: string, parent: string) => boolean;
  /** A whole group; it is forgotten afterwards. */
  take: (group: ElementNode, parent: string) => void;
  /** An element outside of groups begins or ends. */
  enter: (element: ElementStart, parent: string) => void;
  leave: (name: string, line: number) => void;
}

/**
 * Builds a small tree of each element that is wanted whole (an entry, a balance), hands it on and drops it, so that the
 * memory a file takes is that of its largest group. What is in no group is walked past.
 *
 * O(1) per event; the tree of the current group and a stack of names are all the state.
 * @throws DomainError `invalid` `statement_file` for elements more than 100 deep, a name of more than 1,000 characters, a
 * field of more than 1,000,000, a group of more than 1,000,000 elements, and a file of more than 1,000,000 groups and
 * elements outside of them: no bank writes such a file.
 */
export function createGroupEvents(handler: GroupHandler): ElementEvents {
  /** Names outside of groups. */
  const path: string[] = [];
  const tree = createGroupTree();
  let lastLine = 1;
  let outside = 0;
  return {
    open(element) {
      lastLine = element.line;
      if (tree.depth() === 0) outside += 1;
      if (outside > MAX_OUTSIDE)
        refuse(lastLine, 'more than 1,000,000 entries, balances and others', 'fewer');
      const parent = path.at(-1) ?? '';
      checkStart(element, path.length + tree.depth());
      if (tree.depth() > 0 || handler.isGroup(element.name, parent)) {
        tree.open(element);
        return;
      }
      path.push(element.name);
      handler.enter(element, parent);
    },
    text(text) {
      tree.text(text, lastLine);
    },
    close(line) {
      lastLine = line;
      const group = tree.close();
      if (group) handler.take(group, path.at(-1) ?? '');
      else if (group === null) handler.leave(path.pop() ?? '', line);
    },
  };
}

/** The tree of one group at a time. */
function createGroupTree() {
  const open: ElementNode[] = [];
  let elements = 0;
  return {
    depth: () => open.length,
    open(element: ElementStart) {
      const [group = element] = open;
      elements = open.length === 0 ? 1 : elements + 1;
      if (elements > MAX_GROUP_ELEMENTS) {
        refuse(
          element.line,
          `<${group.name}> of line ${group.line} holds more than 1,000,000 elements`,
          'fewer',
        );
      }
      const node: ElementNode = { ...element, text: '', children: [] };
      open.at(-1)?.children.push(node);
      open.push(node);
    },
    text(text: string, line: number) {
      const node = open.at(-1);
      const length = (node?.text.length ?? 0) + text.length;
      if (length > MAX_FIELD_CHARACTERS) {
        const holder = node ? `<${showText(node.name)}>` : 'the text between two elements';
        refuse(node?.line ?? line, `${holder} is longer than 1,000,000 characters`, 'at most 1,000,000');
      }
      // Line ends and indents between elements are no one's text.
      if (node && (node.text !== '' || /\S/.test(text))) node.text += text.replaceAll('\0', '\ufffd');
    },
    /** The group, where this ends it; undefined inside of one, and null outside. */
    close(): ElementNode | null | undefined {
      const node = open.pop();
      if (!node) return null;
      return open.length === 0 ? node : undefined;
    },
  };
}

function checkStart({ name, line }: ElementStart, depth: number): void {
  if (name.length > MAX_NAME_CHARACTERS) {
    refuse(line, `the name <${showText(name)}> has ${name.length} characters`, 'at most 1,000');
  }
  if (depth >= MAX_DEPTH) {
    refuse(line, `<${showText(name)}> is more than ${MAX_DEPTH} elements deep`, `at most ${MAX_DEPTH}`);
  }
}

function refuse(line: number, found: string, expected: string): never {
  throw statementFileError({ line, found, expected });
}
