import { splitUrl } from './splitUrl';
import styles from './UrlView.module.css';

/** A URL with its parts told apart and its parameters decoded, one a line. */
export function UrlView({ url }: { url: string }) {
  const parts = splitUrl(url);
  if (parts === null) return <>{url}</>;
  return (
    <div className={styles.url}>
      <div className={styles.address}>
        <span className={styles.faint}>{parts.scheme}</span>
        <span className={styles.host}>{parts.authority}</span>
        {parts.path}
        {parts.fragment !== '' && <span className={styles.faint}>#{parts.fragment}</span>}
      </div>
      {parts.parameters.length > 0 && (
        <dl className={styles.parameters}>
          {parts.parameters.map((parameter, index) => (
            <div key={index}>
              <dt>{parameter.name}</dt>
              <dd>{parameter.value ?? ''}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
