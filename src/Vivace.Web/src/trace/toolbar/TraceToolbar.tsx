import { Shapes, ZoomOut } from 'lucide-react';
import { IconButton } from '../../ui/IconButton';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { useWaterfallPreferences } from '../waterfall/waterfallPreferences';
import { ColorMenu } from './ColorMenu';
import { ColumnMenu } from './ColumnMenu';
import { CriticalPathMenu } from './CriticalPathMenu';
import { FilterBox } from './FilterBox';
import { FilterChips } from './FilterChips';
import { FindBox } from './FindBox';
import { FoldMenu } from './FoldMenu';
import styles from './TraceToolbar.module.css';
import { ViewTabs, type TraceViewTab } from './ViewTabs';

/** Views, find, filter, and how the spans are shown. */
export function TraceToolbar({ views }: { readonly views: readonly TraceViewTab[] }) {
  const actions = useTraceActions();
  const zoomed = useTrace((state) => state.zoom !== null);
  const legendShown = useWaterfallPreferences((state) => state.legendShown);
  const changePreferences = useWaterfallPreferences((state) => state.change);
  return (
    <div className={styles.toolbar}>
      <div className={styles.row}>
        <ViewTabs views={views} />
        <FindBox />
        <FilterBox />
      </div>
      <div className={styles.second}>
        <FilterChips />
        <div className={styles.tools}>
          {zoomed && <IconButton label="Show the whole time" shortcut="0" icon={<ZoomOut aria-hidden />} onClick={() => actions.setZoom(null)} />}
          <CriticalPathMenu />
          <ColorMenu />
          <IconButton
            label="Legend"
            icon={<Shapes aria-hidden />}
            aria-pressed={legendShown}
            onClick={() => changePreferences({ legendShown: !legendShown })}
          />
          <ColumnMenu />
          <FoldMenu />
        </div>
      </div>
    </div>
  );
}
