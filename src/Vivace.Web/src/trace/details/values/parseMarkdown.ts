/** A block of Markdown. Only what makes prompts, logs and reports readable; nothing becomes HTML, a link or a picture. */
export type MarkdownBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly inlines: readonly MarkdownInline[] }
  | { readonly kind: 'paragraph'; readonly inlines: readonly MarkdownInline[] }
  | {
      readonly kind: 'item';
      readonly marker: string;
      readonly depth: number;
      readonly inlines: readonly MarkdownInline[];
    }
  | { readonly kind: 'quote'; readonly inlines: readonly MarkdownInline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'rule' };

export interface MarkdownInline {
  readonly kind: 'text' | 'strong' | 'emphasis' | 'code' | 'link';
  readonly text: string;
  /** Where a link leads; shown, never followed. */
  readonly target?: string;
}

const fence = /^\s{0,3}(?:```|~~~)\s*(?<language>[\w+#.-]*)/;
const heading = /^ {0,3}(?<marks>#{1,6}) (?<text>.*)$/;
const item = /^(?<indent>\s*)(?<marker>[-*+]|\d{1,9}[.)]) (?<text>.*)$/;
const quote = /^ {0,3}> ?(?<text>.*)$/;
const rule = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/;

export function parseMarkdown(text: string): readonly MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', inlines: parseInlines(paragraph.join('\n')) });
    paragraph = [];
  };
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const fenced = fence.exec(line);
    if (fenced !== null) {
      flush();
      const code: string[] = [];
      const mark = line.trimStart().slice(0, 3);
      for (index++; index < lines.length && !lines[index]!.trimStart().startsWith(mark); index++)
        code.push(lines[index]!);
      blocks.push({ kind: 'code', language: fenced.groups!.language!, text: code.join('\n') });
      continue;
    }
    const block = readLine(line);
    if (block === null) {
      if (line.trim() === '') flush();
      else paragraph.push(line);
      continue;
    }
    flush();
    blocks.push(block);
  }
  flush();
  return blocks;
}

function readLine(line: string): MarkdownBlock | null {
  if (rule.test(line)) return { kind: 'rule' };
  const head = heading.exec(line)?.groups;
  if (head !== undefined) return { kind: 'heading', level: head.marks!.length, inlines: parseInlines(head.text!) };
  const listed = item.exec(line)?.groups;
  if (listed !== undefined) {
    const depth = Math.min(6, Math.floor(listed.indent!.replaceAll('\t', '  ').length / 2));
    return { kind: 'item', marker: listed.marker!, depth, inlines: parseInlines(listed.text!) };
  }
  const quoted = quote.exec(line)?.groups;
  return quoted === undefined ? null : { kind: 'quote', inlines: parseInlines(quoted.text!) };
}

const inline =
  /`(?<code>[^`\n]+)`|\*\*(?<strong>[^\s*](?:[^*\n]*[^\s*])?)\*\*|(?<![\w*])\*(?<emphasis>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])|!?\[(?<label>[^\]\n]*)\]\((?<target>[^)\s]+)\)/g;

function parseInlines(text: string): readonly MarkdownInline[] {
  const inlines: MarkdownInline[] = [];
  let copied = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > copied) inlines.push({ kind: 'text', text: text.slice(copied, match.index) });
    copied = match.index + match[0].length;
    const { code, strong, emphasis, label, target } = match.groups!;
    if (code !== undefined) inlines.push({ kind: 'code', text: code });
    else if (strong !== undefined) inlines.push({ kind: 'strong', text: strong });
    else if (emphasis !== undefined) inlines.push({ kind: 'emphasis', text: emphasis });
    else inlines.push({ kind: 'link', text: label!, target: target! });
  }
  if (copied < text.length) inlines.push({ kind: 'text', text: text.slice(copied) });
  return inlines;
}
