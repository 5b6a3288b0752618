import type { SyntaxNode } from '@lezer/common';

import type { TagOperator, TagScope, TagValue } from './builder';
import type { Condition } from './builderRows';
import { readName, unquote } from './literals';
import { traceqlParser } from './parser';

/** The conditions that a query asks for all at once, or what keeps it from being such a list. */
export type ReadConditions =
  | { readonly conditions: readonly Condition[] }
  | { readonly reason: string; readonly from: number; readonly to: number };

/** Spellings of the rows' own fields, and of others whose short form is the usual one. */
const shortSpellings: Readonly<Record<string, string>> = {
  'span:name': 'name',
  'span:duration': 'duration',
  'span:status': 'status',
  'span:statusMessage': 'statusMessage',
  'span:kind': 'kind',
  'trace:duration': 'traceDuration',
  'trace:rootName': 'rootName',
  'trace:rootService': 'rootServiceName',
};

const mirrored: Readonly<Record<string, TagOperator>> = {
  '=': '=',
  '!=': '!=',
  '>': '<',
  '>=': '<=',
  '<': '>',
  '<=': '>=',
};

/** Thrown inside this module only: the first part that the builder has no row for. */
class NotShown extends Error {
  constructor(
    readonly reason: string,
    readonly node: { readonly from: number; readonly to: number },
  ) {
    super(reason);
  }
}

interface Field {
  readonly scope: TagScope;
  readonly key: string;
}

export function readConditions(text: string): ReadConditions {
  try {
    return { conditions: new Reader(text).read() };
  } catch (error) {
    if (error instanceof NotShown) {
      return { reason: error.reason, from: error.node.from, to: error.node.to };
    }

    throw error;
  }
}

class Reader {
  constructor(private readonly text: string) {}

  read(): Condition[] {
    if (this.text.trim() === '') {
      return [];
    }

    const tree = traceqlParser.parse(this.text);
    tree.iterate({
      enter: (node) => {
        if (node.type.isError) {
          throw new NotShown('The query is not finished or has a mistake here.', node);
        }

        if (node.name === 'LineComment' || node.name === 'BlockComment') {
          throw new NotShown('The builder would lose this comment.', node);
        }
      },
    });

    const [filter, second] = children(tree.topNode);
    if (!filter || filter.name !== 'SpansetFilter') {
      throw new NotShown('The builder shows one filter in braces; this query combines several parts.', filter ?? tree.topNode);
    }

    if (second) {
      const rest = { from: second.from, to: tree.topNode.to };
      throw new NotShown(
        second.name === 'Hints'
          ? 'The builder shows no hints.'
          : 'The builder shows one filter in braces; this query goes on after it.',
        rest,
      );
    }

    const condition = children(filter)[0];
    return condition ? this.conjuncts(condition).flatMap((node) => this.conditions(node)) : [];
  }

  /** The parts that must all hold. */
  private conjuncts(node: SyntaxNode): SyntaxNode[] {
    if (node.name === 'Parenthesized') {
      return this.conjuncts(this.only(node));
    }

    const parts = this.logic(node);
    return parts?.operator === '&&'
      ? [...this.conjuncts(parts.left), ...this.conjuncts(parts.right)]
      : [node];
  }

  /** The parts of which one must hold. */
  private alternatives(node: SyntaxNode): SyntaxNode[] {
    if (node.name === 'Parenthesized') {
      return this.alternatives(this.only(node));
    }

    const parts = this.logic(node);
    return parts?.operator === '||'
      ? [...this.alternatives(parts.left), ...this.alternatives(parts.right)]
      : [node];
  }

  private conditions(node: SyntaxNode): Condition[] {
    const [first, ...others] = this.alternatives(node).map((alternative) => this.comparison(alternative));
    if (!first || others.length === 0) {
      return first ? [first] : [];
    }

    const isOneList = others.every(
      (other) => other.scope === first.scope && other.key === first.key && other.operator === '=',
    );
    if (first.operator !== '=' || !isOneList) {
      throw new NotShown('The builder shows alternatives (||) only as several values of one field.', node);
    }

    return [{ ...first, values: [first, ...others].flatMap((condition) => condition.values) }];
  }

  private comparison(node: SyntaxNode): Condition {
    if (node.name === 'Parenthesized') {
      return this.comparison(this.only(node));
    }

    const [left, operatorNode, right] = children(node);
    if (node.name !== 'Comparison' || !left || !right || operatorNode?.name !== 'CompareOperator') {
      throw new NotShown('The builder shows comparisons of a field with a value.', node);
    }

    const operator = this.textOf(operatorNode);
    const field = this.field(left);
    if (field) {
      return this.isNil(right) ? this.existence(node, field, operator) : this.compared(node, field, operator, right);
    }

    const mirroredField = this.field(right);
    if (mirroredField && this.isNil(left)) {
      return this.existence(node, mirroredField, operator);
    }

    const turned = mirrored[operator];
    if (mirroredField && turned) {
      return this.compared(node, mirroredField, turned, left);
    }

    throw new NotShown('The builder shows comparisons of a field with a value.', node);
  }

  private existence(node: SyntaxNode, field: Field, operator: string): Condition {
    if (operator !== '=' && operator !== '!=') {
      throw new NotShown('Only = and != can ask for nil.', node);
    }

    return { ...field, operator: operator === '=' ? 'missing' : 'exists', values: [] };
  }

  private compared(node: SyntaxNode, field: Field, operator: string, literal: SyntaxNode): Condition {
    const value = this.value(literal);
    if (!value) {
      throw new NotShown('The builder shows comparisons of a field with a value.', node);
    }

    if ((operator === '=~' || operator === '!~') && value.type !== 'string') {
      throw new NotShown('A regular expression must be a string.', literal);
    }

    return { ...field, operator: operator as TagOperator, values: [value] };
  }

  private field(node: SyntaxNode): Field | null {
    if (node.name === 'Parenthesized') {
      return this.field(this.only(node));
    }

    if (node.name === 'IntrinsicField') {
      const spelling = this.textOf(node).replace(/\s+/g, '');
      return { scope: 'intrinsic', key: shortSpellings[spelling] ?? spelling };
    }

    const [scopeNode, nameNode] = children(node);
    if (node.name !== 'Attribute' || !scopeNode || !nameNode) {
      return null;
    }

    const scope = this.textOf(scopeNode).slice(0, -1);
    const key = readName(this.textOf(nameNode));
    if (key === null || key === '' || scope.startsWith('parent')) {
      throw new NotShown('The builder has no row for this field.', node);
    }

    return { scope: scope === '' ? 'any' : (scope as TagScope), key };
  }

  private value(node: SyntaxNode): TagValue | null {
    const text = this.textOf(node);
    switch (node.name) {
      case 'String': {
        const meant = unquote(text);
        if (meant === null) {
          throw new NotShown('This string has an escape that the language does not know.', node);
        }

        return { type: 'string', text: meant };
      }
      case 'Number':
      case 'Limit':
        return { type: 'number', text };
      case 'Duration':
        return { type: 'duration', text };
      case 'Boolean':
        return { type: 'boolean', text };
      case 'StatusValue':
        return { type: 'status', text };
      case 'KindValue':
        return { type: 'kind', text };
      case 'Negative': {
        const inner = this.value(children(node)[1] ?? node);
        const isPlain = inner?.type === 'number' || inner?.type === 'duration';
        return inner && isPlain && !inner.text.startsWith('-') && !inner.text.startsWith('m')
          ? { type: inner.type, text: `-${inner.text}` }
          : null;
      }
      case 'Parenthesized':
        return this.value(this.only(node));
      default:
        return null;
    }
  }

  private logic(node: SyntaxNode): { left: SyntaxNode; operator: string; right: SyntaxNode } | null {
    const [left, operator, right] = children(node);
    return node.name === 'Comparison' && left && right && operator?.name === 'LogicalOperator'
      ? { left, operator: this.textOf(operator), right }
      : null;
  }

  private isNil(node: SyntaxNode): boolean {
    return node.name === 'Nil';
  }

  private only(node: SyntaxNode): SyntaxNode {
    const [inner] = children(node);
    if (!inner) {
      throw new NotShown('The query is not finished or has a mistake here.', node);
    }

    return inner;
  }

  private textOf(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }
}

/** Named children without braces and parentheses. */
function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!/^[{}(),]$/.test(child.name)) {
      found.push(child);
    }
  }

  return found;
}
