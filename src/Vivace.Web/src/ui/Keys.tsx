import styles from './Keys.module.css';

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

const written: Record<string, string> = {
  Mod: isApple ? '⌘' : 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** A shortcut as keycaps: `Mod+k`, `g e`. */
export function Keys({ keys }: { keys: string }) {
  const strokes = keys.split(' ').map((stroke) => (stroke === '+' ? ['+'] : stroke.split('+')));
  return (
    <span className={styles.keys}>
      {strokes.map((stroke, index) => (
        <span key={index} className={styles.stroke}>
          {index > 0 && <span className={styles.then}>then</span>}
          {stroke.map((key) => (
            <kbd key={key} className={styles.key}>
              {written[key] ?? (stroke.length > 1 && key.length === 1 ? key.toUpperCase() : key)}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
