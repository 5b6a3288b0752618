import { Palette } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Popover } from '../../ui/Popover';
import { formatColorBy, parseColorBy } from '../colors/ColorBy';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { AttributeList } from './AttributeList';
import styles from './ColorMenu.module.css';

const simple = [
  ['service', 'Service'],
  ['status', 'Status'],
  ['kind', 'Kind'],
] as const;

/** What colors stand for: service, status, kind, or any attribute of the trace. */
export function ColorMenu() {
  const actions = useTraceActions();
  const by = useTrace((state) => formatColorBy(state.colors.by));
  const [open, setOpen] = useState(false);
  const choose = (text: string) => {
    actions.setColorBy(parseColorBy(text));
    setOpen(false);
  };
  const label = simple.find(([value]) => value === by)?.[1] ?? by;
  return (
    <Popover
      label="Color by"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className={styles.panel ?? ''}
      trigger={
        <Button variant="ghost" icon={<Palette aria-hidden />} title={`Color by ${label}`} className={styles.trigger}>
          <span className={styles.label}>{label}</span>
        </Button>
      }
    >
      <h3 className={styles.title}>Color by</h3>
      <div className={styles.simple}>
        {simple.map(([value, text]) => (
          <Button key={value} size="sm" variant={value === by ? 'primary' : 'secondary'} aria-pressed={value === by} onClick={() => choose(value)}>
            {text}
          </Button>
        ))}
      </div>
      <AttributeList chosen={[by]} onChoose={choose} />
    </Popover>
  );
}
