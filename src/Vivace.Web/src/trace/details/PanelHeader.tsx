import { Ellipsis, PanelBottom, PanelRight, PanelRightOpen, X } from 'lucide-react';
import { IconButton } from '../../ui/IconButton';
import { Menu, MenuChoice, MenuLabel } from '../../ui/Menu';
import { CopyMenu } from '../download/CopyMenu';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { useDetailsPreferences, type DetailsPlace } from './detailsPreferences';
import styles from './PanelHeader.module.css';

const placeIcons = { right: PanelRight, bottom: PanelBottom, overlay: PanelRightOpen };

/** Name and service of the span, and what can be done with the panel. */
export function PanelHeader({ row, canDock }: { row: number; canDock: boolean }) {
  const model = useTrace((state) => state.model);
  const color = useTrace((state) => state.colors.css[state.colors.codes[row]!]);
  const actions = useTraceActions();
  const place = useDetailsPreferences((state) => state.place);
  const change = useDetailsPreferences((state) => state.change);
  const PlaceIcon = canDock ? placeIcons[place] : Ellipsis;
  return (
    <header className={styles.header}>
      <span className={styles.color} style={{ background: color }} />
      <div className={styles.names}>
        <h2 className={styles.name}>{model.spanName(row) === '' ? 'span without a name' : model.spanName(row)}</h2>
        <div className={styles.service}>
          {model.serviceName(row) === '' ? 'no service name' : model.serviceName(row)}
        </div>
      </div>
      <div className={styles.actions}>
        <CopyMenu row={row} />
        {canDock && (
          <Menu
            align="end"
            label="Where the details are shown"
            trigger={<IconButton size="sm" label="Where the details are shown" icon={<PlaceIcon aria-hidden />} />}
          >
            <MenuLabel>Show the details</MenuLabel>
            <MenuChoice<DetailsPlace>
              value={place}
              onChange={(next) => change({ place: next })}
              options={[
                { value: 'right', label: 'On the right' },
                { value: 'bottom', label: 'At the bottom' },
                { value: 'overlay', label: 'Over the view' },
              ]}
            />
          </Menu>
        )}
        <IconButton
          size="sm"
          label="Close the details"
          shortcut="Escape"
          icon={<X aria-hidden />}
          onClick={() => actions.setDetailsOpen(false)}
        />
      </div>
    </header>
  );
}
