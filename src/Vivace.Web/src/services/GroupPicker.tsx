import { Group } from 'lucide-react';
import { useMemo, useState } from 'react';
import { byUsefulness, groupFields } from '../drilldown/breakdown/usefulness';
import { useTagNames } from '../explore/builder/useTags';
import { Button } from '../ui/Button';
import { FindList } from '../ui/FindList';
import { Popover } from '../ui/Popover';
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
  const attributes = useMemo((): Choice[] => {
    const fields = byUsefulness(groupFields((names.list?.items ?? []).filter(({ scope }) => scope === 'resource')));
    return fields.map(({ field, name }) => ({ label: name, ns: 'none', group: field }));
  }, [names.list]);
  const find = (text: string) => {
    const wanted = text.toLowerCase().replace(/^resource\./, '');
    return [...known, ...attributes]
      .filter(({ label }) => label.toLowerCase().includes(wanted))
      .map((choice) => ({ ...choice, key: `${choice.ns} ${choice.group}`, isChosen: isSame(choice, state), isCode: choice.group !== '' }));
  };
  const note = (_: string, found: number) => {
    if (names.error !== undefined) return `The attributes could not be listed: ${names.error.message}`;
    if (attributes.length === 0) return 'No span of this range has an attribute of its resource.';
    return found === 0 ? 'No resource of this range has an attribute of this name.' : undefined;
  };
  return (
    <FindList
      label="Find an attribute of resources"
      listLabel="What boxes are drawn around"
      find={find}
      onChoose={onChoose}
      takesFirst={false}
      most={mostListed}
      isCut={names.list?.isCut === true}
      loading={names.list === undefined && names.isLoading ? 'Loading the attributes' : undefined}
      note={note}
    />
  );
}

function isSame(choice: Grouping, state: Grouping): boolean {
  return choice.group === state.group && (choice.group !== '' || choice.ns === state.ns);
}
