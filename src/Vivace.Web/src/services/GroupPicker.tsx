import { Check, Group, Search } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { byUsefulness, groupFields } from '../drilldown/breakdown/usefulness';
import { useTagNames } from '../explore/builder/useTags';
import { Button } from '../ui/Button';
import { Popover } from '../ui/Popover';
import { Skeleton } from '../ui/Skeleton';
import { TextField } from '../ui/TextField';
import { walkList } from '../ui/walkList';
import type { ServicesState } from '../url/servicesRoute';
import type { ChangeRoute } from '../url/useRouteState';
import styles from './GroupPicker.module.css';

export interface GroupPickerProps {
  readonly state: ServicesState;
  readonly change: ChangeRoute<ServicesState>;
}

type Grouping = Pick<ServicesState, 'ns' | 'group'>;

interface Choice extends Grouping {
  readonly label: string;
}

const known: readonly Choice[] = [
  { label: 'Nothing', ns: 'none', group: '' },
  { label: 'Namespace', ns: 'namespace', group: '' },
  { label: 'Kind of node', ns: 'type', group: '' },
];

/** Attributes that are drawn in the list; typing finds the rest. */
const mostListed = 100;

/** Chooses what boxes are drawn around: namespaces, kinds of nodes, or the values of any attribute of resources. */
export function GroupPicker({ state, change }: GroupPickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const chosen = known.find((choice) => isSame(choice, state))?.label.toLowerCase() ?? state.group.replace(/^resource\./, '');
  const isGrouped = state.group !== '' || state.ns !== 'none';
  return (
    <Popover
      label="Group by"
      align="end"
      open={isOpen}
      onOpenChange={setIsOpen}
      className={styles.popover ?? ''}
      trigger={
        <Button icon={<Group aria-hidden />}>
          <span className={styles.chosen}>{isGrouped ? `Group by ${chosen}` : 'Group'}</span>
        </Button>
      }
    >
      <GroupList
        state={state}
        onChoose={({ ns, group }) => {
          setIsOpen(false);
          change({ ns, group }, 'push');
        }}
      />
    </Popover>
  );
}

function GroupList({ state, onChoose }: { readonly state: ServicesState; readonly onChoose: (grouping: Grouping) => void }) {
  const names = useTagNames('{}', state, true);
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const attributes = useMemo((): Choice[] => {
    const fields = byUsefulness(groupFields((names.list?.items ?? []).filter(({ scope }) => scope === 'resource')));
    return fields.map(({ field, name }) => ({ label: name, ns: 'none', group: field }));
  }, [names.list]);
  const wanted = typed.trim().toLowerCase().replace(/^resource\./, '');
  const found = [...known, ...attributes].filter(({ label }) => label.toLowerCase().includes(wanted));
  const isLoading = names.list === undefined && names.isLoading;
  return (
    // Arrow keys go from the search to the list and along it; Tab works as everywhere.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.panel} onKeyDown={(event) => walkList(event, list.current)}>
      <TextField
        label="Find an attribute of resources"
        labelHidden
        placeholder="Find an attribute of resources"
        icon={<Search aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && wanted !== '' && found[0] !== undefined) onChoose(found[0]);
        }}
      />
      <ul className={styles.list} ref={list} aria-label="What boxes are drawn around">
        {found.slice(0, mostListed).map((choice) => {
          const isChosen = isSame(choice, state);
          return (
            <li key={`${choice.ns} ${choice.group}`}>
              <button type="button" className={styles.choice} aria-current={isChosen || undefined} onClick={() => onChoose(choice)}>
                <span className={choice.group === '' ? styles.label : styles.attribute}>{choice.label}</span>
                {isChosen && <Check aria-hidden className={styles.check} />}
              </button>
            </li>
          );
        })}
      </ul>
      {isLoading && <Skeleton rows={4} label="Loading the attributes" />}
      {names.error !== undefined && <p className={styles.note}>The attributes could not be listed: {names.error.message}</p>}
      {!isLoading && names.error === undefined && attributes.length === 0 && <p className={styles.note}>No span of this range has an attribute of its resource.</p>}
      {found.length === 0 && !isLoading && <p className={styles.note}>No resource of this range has an attribute of this name.</p>}
      {(found.length > mostListed || names.list?.isCut === true) && <p className={styles.note}>There are more; type to narrow.</p>}
    </div>
  );
}

function isSame(choice: Grouping, state: Grouping): boolean {
  return choice.group === state.group && (choice.group !== '' || choice.ns === state.ns);
}
