import { useMemo } from 'react';
import { StackTraceView } from '../stack/StackTraceView';
import { formatJson } from './formatJson';
import { formatSql } from './formatSql';
import { MarkdownView } from './MarkdownView';
import { Tokens } from './Tokens';
import { UrlView } from './UrlView';
import type { ValueKind } from './ValueKind';

/** The readable view of a text of a known kind. */
export function PrettyValue({ kind, text }: { kind: ValueKind; text: string }) {
  switch (kind) {
    case 'json':
      return <Json text={text} />;
    case 'sql':
      return <Sql text={text} />;
    case 'url':
      return <UrlView url={text} />;
    case 'markdown':
      return <MarkdownView text={text} />;
    case 'stack':
      return <StackTraceView text={text} />;
    case 'plain':
      return <>{text}</>;
  }
}

function Json({ text }: { text: string }) {
  const tokens = useMemo(() => formatJson(text), [text]);
  return <Tokens tokens={tokens} />;
}

function Sql({ text }: { text: string }) {
  const tokens = useMemo(() => formatSql(text), [text]);
  return <Tokens tokens={tokens} />;
}
