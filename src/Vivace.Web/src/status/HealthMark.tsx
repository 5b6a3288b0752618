import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ServerStatus } from '../api/status';
import { classes } from '../ui/classes';
import styles from './HealthMark.module.css';

export function HealthMark({ health }: { health: ServerStatus['health'] }) {
  const Icon = health.ready ? CircleCheck : TriangleAlert;
  return (
    <span className={classes(styles.mark, health.ready ? styles.ready : styles.unready)}>
      <Icon aria-hidden />
      {health.ready ? 'Ready' : 'Not ready'}
    </span>
  );
}
