import { tagHighlighter, tags } from '@lezer/highlight';
import styles from './syntax.module.css';

/** Class names for the parts of a query; see parser.ts for which part is what. */
export const syntaxClasses = tagHighlighter(
  [
    { tag: tags.keyword, class: styles.keyword },
    { tag: tags.function(tags.name), class: styles.function },
    { tag: tags.namespace, class: styles.scope },
    { tag: tags.standard(tags.propertyName), class: styles.intrinsic },
    { tag: tags.propertyName, class: styles.attribute },
    { tag: tags.attributeName, class: styles.attribute },
    { tag: tags.string, class: styles.string },
    { tag: [tags.number, tags.unit, tags.bool, tags.atom], class: styles.number },
    { tag: [tags.controlOperator, tags.definitionOperator, tags.brace], class: styles.structure },
    { tag: [tags.operator, tags.paren, tags.separator], class: styles.operator },
    { tag: tags.comment, class: styles.comment },
  ].map(({ tag, class: name }) => ({ tag, class: name ?? '' })),
);
