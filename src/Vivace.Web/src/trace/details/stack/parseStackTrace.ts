import { dotnetStack } from './dotnetStack';
import { goStack } from './goStack';
import { javaStack } from './javaStack';
import { nodeStack } from './nodeStack';
import { pythonStack } from './pythonStack';
import type { StackReader } from './StackReader';
import type { StackPart, StackTrace } from './StackTrace';

/** Lines looked at to tell the language; the calls begin soon after the message. */
const sampleLines = 400;
/** Longer lines are text: no call is written so, and patterns stay cheap. */
const longestFrame = 1000;

// Java before .NET and Node, whose patterns are wider.
const readers: readonly StackReader[] = [javaStack, nodeStack, dotnetStack, pythonStack, goStack];

/** Takes a stack trace apart, or answers `null` when it is not from a language this page knows. */
export function parseStackTrace(text: string): StackTrace | null {
  const lines = text.split(/\r?\n/);
  const reader = recognise(lines);
  if (reader === null) return null;
  const parts: StackPart[] = [];
  for (let index = 0; index < lines.length;) {
    const part: StackPart =
      lines[index]!.length > longestFrame ? { kind: 'text', lines: [lines[index]!] } : reader.read(lines, index);
    parts.push(part);
    index += part.lines.length;
  }
  return { language: reader.language, parts };
}

function recognise(lines: readonly string[]): StackReader | null {
  let best: StackReader | null = null;
  let most = 0;
  const sample = lines.slice(0, sampleLines).filter((line) => line.length <= longestFrame);
  for (const reader of readers) {
    const count = sample.filter((line) => reader.isFrame(line)).length;
    if (count > most) {
      best = reader;
      most = count;
    }
  }
  return best;
}
