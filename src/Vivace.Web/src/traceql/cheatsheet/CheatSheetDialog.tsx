import { Dialog } from '../../ui/Dialog';
import { TraceQLText } from '../TraceQLText';
import styles from './CheatSheetDialog.module.css';
import { exampleGroups, signs } from './examples';

export interface CheatSheetDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The person chose an example to run. */
  onPick: (query: string) => void;
}

/** Queries by the question that they answer; a click puts one into the editor. */
export function CheatSheetDialog({ open, onOpenChange, onPick }: CheatSheetDialogProps) {
  const pick = (query: string) => {
    onOpenChange(false);
    onPick(query);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="TraceQL by example" description="Choose a question to run its query." width="lg">
      <div className={styles.groups}>
        {exampleGroups.map(({ title, examples }) => (
          <section key={title} className={styles.group} aria-label={title}>
            <h3 className={styles.title}>{title}</h3>
            <ul>
              {examples.map(({ question, query }) => (
                <li key={query}>
                  <button type="button" className={styles.example} onClick={() => pick(query)}>
                    <span className={styles.question}>{question}</span>
                    <TraceQLText query={query} className={styles.query} />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <section className={styles.group} aria-label="Signs">
          <h3 className={styles.title}>Signs</h3>
          <dl className={styles.signs}>
            {signs.map(({ signs: written, meaning }) => (
              <div key={written} className={styles.sign}>
                <dt>
                  <code>{written}</code>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
