import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { traceqlParser } from './parser';

/** The list that the server's parser is tested with; see LanguageList.cs. */
const languageList = readFileSync(resolve(import.meta.dirname, '../../../../tests/Vivace.TraceQL.Tests/Data/language.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** Where the query cannot be read. */
function mistakes(query: string): number[] {
  const found: number[] = [];
  traceqlParser.parse(query).iterate({ enter: (node) => void (node.type.isError && found.push(node.from)) });
  return found;
}

/** The leaves of a query with their names: what is coloured. */
function leaves(query: string): string[] {
  const found: string[] = [];
  traceqlParser.parse(query).iterate({
    enter: (node) => {
      const name = node.name.replace('CompareOperator', 'Compare').replace('LogicalOperator', 'Logic');
      const isLeaf = node.node.firstChild === null || /Name$|Scope$|Intrinsic$|Operator$|Value$|^Boolean$|^Nil$|^HintEquals$/.test(node.name);
      if (isLeaf && /^[A-Z]/.test(name)) found.push(`${name} ${query.slice(node.from, node.to)}`);
    },
  });
  return found;
}

describe('the grammar', () => {
  it.each(languageList.filter((line) => !line.startsWith('P')).map((line) => line.slice(2)))('reads %s', (query) => {
    expect(mistakes(query)).toEqual([]);
  });

  it('is tested with the whole list', () => {
    expect(languageList.length).toBeGreaterThan(140);
  });

  it.each([
    ['{ span.a="x" && name=~`y` }', ['AttributeScope span.', 'AttributeName a', 'Compare =', 'String "x"', 'Logic &&', 'Intrinsic name', 'Compare =~', 'String `y`']],
    ['{ span."user name".b*2 > 1.5h30m }', ['AttributeScope span.', 'AttributeName "user name".b*2', 'Compare >', 'Duration 1.5h30m']],
    ['{ .span.x = true }', ['AttributeScope .', 'AttributeName span.x', 'Compare =', 'Boolean true']],
    ['{ event:timeSinceStart > 2ms }', ['IntrinsicScope event:', 'Intrinsic timeSinceStart', 'Compare >', 'Duration 2ms']],
    ['{ span.nil != nil }', ['AttributeScope span.', 'AttributeName nil', 'Compare !=', 'Nil nil']],
    ['{} !>> {} // so', ['StructuralOperator !>>', 'LineComment // so']],
    ['{ -.5 < .5s }', ['ArithmeticOperator -', 'Number .5', 'Compare <', 'Duration .5s']],
    ['{} | rate() by(.a) with(sample=0.1)', ['Pipe |', 'MetricsName rate', 'StageName by', 'AttributeScope .', 'AttributeName a', 'HintName sample', 'HintEquals =', 'Number 0.1']],
  ])('tells the parts of %s apart', (query, parts) => {
    expect(leaves(query).filter((leaf) => !/^(?:Arguments|With)/.test(leaf))).toEqual(parts);
  });

  it.each(['{ .a = }', '{ .a = 1', '{ span. foo = 1 }', "{ .a = 'x' }", '{} | count(', '{ .a == 1 }', '{} with()'])('marks the mistake in %s', (query) => {
    expect(mistakes(query)).not.toEqual([]);
  });

  it('reads every query of the recorded conformance set that was answered', () => {
    const folder = conformanceFolder();
    if (!folder) return;

    const { cases } = JSON.parse(readFileSync(`${folder}/queries.json`, 'utf8')) as {
      cases: { id: string; endpoint: string; params: { q?: string; query?: string } }[];
    };
    const { golden } = JSON.parse(readFileSync(`${folder}/golden.json`, 'utf8')) as {
      golden: Record<string, { answer: { status: number } }>;
    };
    const answered = cases.flatMap(({ id, endpoint, params }) => {
      const query = params.q ?? params.query;
      return query && !endpoint.includes('/tag') && golden[id]?.answer.status === 200 ? [query] : [];
    });
    expect(answered.length).toBeGreaterThan(300);
    expect(answered.filter((query) => mistakes(query).length > 0)).toEqual([]);
  });
});

/** Where the set lies beside the repository; elsewhere there is nothing to check. */
function conformanceFolder(): string | undefined {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = `${folder}/shared/conformance`;
    if (existsSync(`${candidate}/queries.json`) && existsSync(`${candidate}/golden.json`)) return candidate;
  }

  return undefined;
}
