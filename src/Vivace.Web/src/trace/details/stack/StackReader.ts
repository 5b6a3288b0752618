import type { StackLanguage, StackPart } from './StackTrace';

/** Reads the stack traces of one language, line by line. */
export interface StackReader {
  readonly language: StackLanguage;
  /** Whether a line is a call as this language writes it; counted to recognise the language. */
  isFrame(line: string): boolean;
  /** The part that begins at `index`; it may take more than one line. */
  read(lines: readonly string[], index: number): StackPart;
}

export function textPart(line: string): StackPart {
  return { kind: 'text', lines: [line] };
}

/** Whether a name is one of `prefixes` or lies below one (`java.` has its dot). */
export function startsWithAny(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix));
}
