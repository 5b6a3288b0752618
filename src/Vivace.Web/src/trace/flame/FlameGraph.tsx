import { ChartNoAxesGantt, PanelRight, ZoomOut } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../ui/Button';
import { ViewBar } from '../table/ViewBar';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { buildFlameTree, buildMergedFlameTree } from './buildFlameTree';
import { FlameCanvas } from './FlameCanvas';
import styles from './FlameGraph.module.css';
import { useFlamePreferences } from './flamePreferences';
import { layoutFlame, type FlameWidth } from './layoutFlame';
import { Select } from '../../ui/Select';

/** The trace as a flame graph: who spent the time, below whom. */
export function FlameGraph() {
  const model = useTrace((state) => state.model);
  const selectedRow = useTrace((state) => state.selectedRow);
  const actions = useTraceActions();
  const { width, merged, change } = useFlamePreferences();
  const tree = useMemo(() => (merged ? buildMergedFlameTree(model) : buildFlameTree(model)), [model, merged]);
  const layout = useMemo(() => layoutFlame(tree, width), [tree, width]);
  // The node belongs to its tree: another tree begins without zoom.
  const [zoomed, setZoomed] = useState({ tree, node: -1 });
  const zoom = zoomed.tree === tree ? zoomed.node : -1;

  return (
    <div className={styles.flame}>
      <ViewBar
        label="Flame graph"
        trailing={
          <>
            {zoom >= 0 && (
              <Button
                size="sm"
                variant="ghost"
                icon={<ZoomOut aria-hidden />}
                onClick={() => setZoomed({ tree, node: -1 })}
              >
                Whole trace
              </Button>
            )}
            {selectedRow >= 0 && (
              <>
                <Button
                  size="sm"
                  variant="ghost"
                  icon={<ChartNoAxesGantt aria-hidden />}
                  onClick={() => {
                    actions.select(selectedRow);
                    actions.setView('waterfall');
                  }}
                >
                  Show in waterfall
                </Button>
                <Button
                  size="sm"
                  variant="ghost"
                  icon={<PanelRight aria-hidden />}
                  onClick={() => actions.setDetailsOpen(true)}
                >
                  Details
                </Button>
              </>
            )}
          </>
        }
      >
        <Select<FlameWidth>
          label="Width by"
          labelHidden
          value={width}
          onChange={(next) => change({ width: next })}
          options={[
            { value: 'duration', label: 'Width: duration' },
            { value: 'self', label: 'Width: self time' },
          ]}
        />
        <Button size="sm" variant="ghost" aria-pressed={merged} onClick={() => change({ merged: !merged })}>
          Merge same stacks
        </Button>
      </ViewBar>
      <FlameCanvas tree={tree} layout={layout} zoom={zoom} onZoom={(node) => setZoomed({ tree, node })} />
    </div>
  );
}
