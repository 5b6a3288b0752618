import styles from './Tokens.module.css';

/** Coloured pieces of text, one after the other. Neighbours of the same look are joined, to keep the page small. */
export function Tokens({ tokens }: { tokens: readonly { readonly type: string; readonly text: string }[] }) {
  const runs: { type: string; text: string }[] = [];
  for (const { type, text } of tokens) {
    const last = runs.at(-1);
    if (last !== undefined && (last.type === type || type === 'space')) last.text += text;
    else runs.push({ type, text });
  }
  return (
    <code className={styles.tokens}>
      {runs.map((run, index) => (
        <span key={index} data-type={run.type}>
          {run.text}
        </span>
      ))}
    </code>
  );
}
