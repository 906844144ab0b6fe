/** Text that is HTML already. Only `html` makes it, so that nothing else goes out unescaped. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}
export type { Html };

type Part = string | number | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};

/** A template of HTML. What is put in is escaped: a payee is whatever a stranger wrote on a bill. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(escape)));
}

function escape(part: Part): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.join('\n');
  return String(part).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
