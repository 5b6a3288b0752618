import { Plus } from 'lucide-react';
import { kindValues, statusValues, toTraceQL, type BuilderModel, type TagRow } from '../../traceql/builder';
import type { TimeRange } from '../../time/ranges';
import { Button } from '../../ui/Button';
import styles from './Builder.module.css';
import { DurationField } from './DurationField';
import { KeywordField } from './KeywordField';
import { TagRowFields } from './TagRowFields';
import { TextRowField } from './TextRowField';
import { emptyTag, withoutRow } from './withoutRow';

/** Properties of `Builder`. */
export interface BuilderProps {
  readonly model: BuilderModel;
  readonly onChange: (model: BuilderModel) => void;
  readonly range: TimeRange;
}

/** The rows of the search builder. Each row's suggestions are narrowed by all the others. */
export function Builder({ model, onChange, range }: BuilderProps) {
  const setTag = (index: number, row: TagRow) => onChange({ ...model, tags: model.tags.map((tag, i) => (i === index ? row : tag)) });
  return (
    <div className={styles.builder}>
      <div className={styles.fields}>
        <TextRowField
          label="Service"
          className={styles.service}
          field="resource.service.name"
          row={model.service}
          onChange={(service) => onChange({ ...model, service })}
          others={toTraceQL(withoutRow(model, 'service'))}
          range={range}
        />
        <TextRowField
          label="Span name"
          className={styles.name}
          field="name"
          row={model.spanName}
          onChange={(spanName) => onChange({ ...model, spanName })}
          others={toTraceQL(withoutRow(model, 'spanName'))}
          range={range}
        />
        <DurationField className={styles.duration} row={model.duration} onChange={(duration) => onChange({ ...model, duration })} />
        <KeywordField label="Status" row={model.status} onChange={(status) => onChange({ ...model, status })} values={statusValues} />
        <KeywordField label="Kind" row={model.kind} onChange={(kind) => onChange({ ...model, kind })} values={kindValues} />
      </div>
      {model.tags.length > 0 && (
        <div className={styles.tags} role="group" aria-label="Tags">
          {model.tags.map((row, index) => (
            <TagRowFields
              // Rows have no identity of their own; they are only added at the end and removed.
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              number={index + 1}
              row={row}
              onChange={(changed) => setTag(index, changed)}
              onRemove={() => onChange({ ...model, tags: model.tags.filter((_, i) => i !== index) })}
              others={toTraceQL(withoutRow(model, index))}
              range={range}
            />
          ))}
        </div>
      )}
      <Button size="sm" variant="ghost" icon={<Plus aria-hidden />} className={styles.add ?? ''} onClick={() => onChange({ ...model, tags: [...model.tags, emptyTag] })}>
        Add tag
      </Button>
    </div>
  );
}
