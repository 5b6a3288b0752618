import { foldInside, foldNodeProp, LanguageSupport, LRLanguage, syntaxHighlighting } from '@codemirror/language';
import { traceqlParser } from '../parser';
import { syntaxClasses } from '../syntaxClasses';

const language = LRLanguage.define({
  name: 'traceql',
  parser: traceqlParser.configure({ props: [foldNodeProp.add({ SpansetFilter: foldInside })] }),
  languageData: {
    commentTokens: { line: '//', block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['{', '(', '"', '`'] },
  },
});

/** TraceQL for CodeMirror: reading, colours, comments and brackets. */
export function traceql(): LanguageSupport {
  return new LanguageSupport(language, [syntaxHighlighting(syntaxClasses)]);
}
