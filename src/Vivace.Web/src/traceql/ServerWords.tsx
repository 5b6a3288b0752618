import { Fragment } from 'react';
import { wordsOf } from './words';
import styles from './ServerWords.module.css';

/** A remark of the server as a sentence; what it puts in backticks is code. */
export function ServerWords({ text }: { text: string }) {
  return (
    <>
      {wordsOf(text).map((piece, i) => (
        <Fragment key={i}>{piece.isCode ? <code className={styles.code}>{piece.text}</code> : piece.text}</Fragment>
      ))}
    </>
  );
}
