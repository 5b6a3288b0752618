import { Fragment, type CSSProperties } from 'react';
import styles from './MarkdownView.module.css';
import { parseMarkdown, type MarkdownBlock, type MarkdownInline } from './parseMarkdown';

/** Markdown as formatted text. Links and pictures are named with their address, never followed or loaded. */
export function MarkdownView({ text }: { text: string }) {
  return (
    <div className={styles.markdown}>
      {parseMarkdown(text).map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { block: MarkdownBlock }) {
  switch (block.kind) {
    case 'heading':
      return (
        <p className={styles.heading} data-level={block.level}>
          <Inlines inlines={block.inlines} />
        </p>
      );
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.inlines} />
        </p>
      );
    case 'item':
      return (
        <p className={styles.item} style={{ '--depth': block.depth } as CSSProperties}>
          <span className={styles.marker}>{/^\d/.test(block.marker) ? block.marker : '•'}</span>
          <span>
            <Inlines inlines={block.inlines} />
          </span>
        </p>
      );
    case 'quote':
      return (
        <blockquote className={styles.quote}>
          <Inlines inlines={block.inlines} />
        </blockquote>
      );
    case 'code':
      return <pre className={styles.code}>{block.text}</pre>;
    case 'rule':
      return <hr className={styles.rule} />;
  }
}

function Inlines({ inlines }: { inlines: readonly MarkdownInline[] }) {
  return inlines.map(({ kind, text, target }, index) => {
    switch (kind) {
      case 'strong':
        return <strong key={index}>{text}</strong>;
      case 'emphasis':
        return <em key={index}>{text}</em>;
      case 'code':
        return (
          <code key={index} className={styles.inlineCode}>
            {text}
          </code>
        );
      case 'link':
        return (
          <span key={index}>
            <span className={styles.link}>{text}</span> <span className={styles.target}>({target})</span>
          </span>
        );
      case 'text':
        return <Fragment key={index}>{text}</Fragment>;
    }
  });
}
