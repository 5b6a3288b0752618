import { ChevronDown, CircleAlert, Route, X } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../ui/Button';
import { Menu, MenuCheckItem, MenuChoice } from '../../ui/Menu';
import { filterChips, kindChips, type FilterChip } from '../filter/chips';
import { conjunctsOf, hasConjunct, toggleConjunct } from '../filter/conjuncts';
import { countOnes, type FilterDisplay } from '../filter/visibleRows';
import { StatusCode } from '../model/SpanFlag';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { Chip } from './Chip';
import chipStyles from './Chip.module.css';
import styles from './FilterChips.module.css';
import { ServiceFilter } from './ServiceFilter';

const displays: ReadonlyArray<{ value: FilterDisplay; label: string }> = [
  { value: 'context', label: 'Matches and their ancestors' },
  { value: 'matches', label: 'Matches only' },
  { value: 'dim', label: 'Everything, others dimmed' },
];

/** Filters of one click, and what becomes of the spans that they leave out. */
export function FilterChips() {
  const actions = useTraceActions();
  const model = useTrace((state) => state.model);
  const filter = useTrace((state) => state.filter);
  const canMatch = useTrace((state) => state.services.canMatch);
  const errorsOnly = useTrace((state) => state.errorsOnly);
  const pathOnly = useTrace((state) => state.criticalPath.only);
  const pathReason = useTrace((state) => state.criticalPath.result?.reason ?? null);
  const matches = useTrace((state) => state.matches);
  const display = useTrace((state) => state.display);
  const hidden = useTrace((state) => state.hiddenServices.size);
  const errors = useMemo(() => model.status.reduce((sum, status) => sum + (status === StatusCode.error ? 1 : 0), 0), [model]);
  const editable = canMatch && conjunctsOf(filter.text) !== null;
  const matched = useMemo(() => (matches === null ? 0 : countOnes(matches)), [matches]);
  const anything = matches !== null || hidden > 0 || filter.text !== '';

  const toggle = ({ condition }: FilterChip) => {
    const next = toggleConjunct(filter.text, condition);
    if (next !== null) actions.setFilter(next);
  };
  return (
    <div className={styles.chips} role="group" aria-label="Quick filters">
      <Chip pressed={errorsOnly} tone={errors > 0 ? 'error' : undefined} disabled={errors === 0 && !errorsOnly} onClick={() => actions.setErrorsOnly(!errorsOnly)}>
        <CircleAlert aria-hidden />
        {errors === 0 ? 'No errors' : errors === 1 ? '1 error' : `${errors.toLocaleString('en')} errors`}
      </Chip>
      <Chip
        pressed={pathOnly}
        title={pathReason ?? 'Only spans on the critical path'}
        onClick={() => actions.setCriticalPath({ shown: true, only: !pathOnly })}
      >
        <Route aria-hidden />
        On critical path
      </Chip>
      {filterChips.map((chip) => (
        <Chip key={chip.label} pressed={hasConjunct(filter.text, chip.condition)} title={chip.condition} disabled={!editable} onClick={() => toggle(chip)}>
          {chip.label}
        </Chip>
      ))}
      <Menu
        label="Span kind"
        trigger={
          <button type="button" className={chipStyles.chip} disabled={!editable} aria-pressed={kindChips.some((chip) => hasConjunct(filter.text, chip.condition))}>
            Kind
            <ChevronDown aria-hidden />
          </button>
        }
      >
        {kindChips.map((chip) => (
          <MenuCheckItem key={chip.label} checked={hasConjunct(filter.text, chip.condition)} onSelect={() => toggle(chip)}>
            {chip.label}
          </MenuCheckItem>
        ))}
      </Menu>
      <ServiceFilter />
      {matches !== null && (
        <>
          <span className={styles.matched} role="status">
            {matched.toLocaleString('en')} of {model.rowCount.toLocaleString('en')} spans match
          </span>
          <Menu
            label="What is shown"
            trigger={
              <Button size="sm" variant="ghost" trailing={<ChevronDown aria-hidden />}>
                {displays.find((one) => one.value === display)!.label}
              </Button>
            }
          >
            <MenuChoice value={display} onChange={actions.setDisplay} options={displays} />
          </Menu>
        </>
      )}
      {anything && (
        <Button size="sm" variant="ghost" icon={<X aria-hidden />} onClick={actions.clearAll}>
          Clear all
        </Button>
      )}
    </div>
  );
}
