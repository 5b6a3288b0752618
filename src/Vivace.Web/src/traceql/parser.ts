import { styleTags, tags } from '@lezer/highlight';

import { parser } from './grammar/traceql.grammar';

/**
 * The page's reading of TraceQL. It colours, completes and feeds the builder; whether a query is right is decided by
 * the server alone.
 */
export const traceqlParser = parser.configure({
  props: [
    styleTags({
      AttributeScope: tags.namespace,
      IntrinsicScope: tags.namespace,
      AttributeName: tags.propertyName,
      'Intrinsic/...': tags.standard(tags.propertyName),
      String: tags.string,
      'Number Limit/...': tags.number,
      Duration: tags.unit,
      'Boolean/... Nil/...': tags.bool,
      'StatusValue/... KindValue/...': tags.atom,
      'StageName/... With/...': tags.keyword,
      'AggregateName/... MetricsName/...': tags.function(tags.name),
      'HintName/...': tags.attributeName,
      'ArithmeticOperator/...': tags.arithmeticOperator,
      'CompareOperator/... HintEquals/...': tags.compareOperator,
      'LogicalOperator/... NotOperator/...': tags.logicOperator,
      'StructuralOperator/...': tags.definitionOperator,
      Pipe: tags.controlOperator,
      '{ }': tags.brace,
      '( )': tags.paren,
      ',': tags.separator,
      LineComment: tags.lineComment,
      BlockComment: tags.blockComment,
    }),
  ],
});
