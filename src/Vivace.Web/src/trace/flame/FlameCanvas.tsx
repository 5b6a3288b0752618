import { useEffect, useId, useMemo, useRef, useState, type PointerEvent } from 'react';
import { formatDuration } from '../../time/durations';
import { useResolvedTheme } from '../../theme/theme';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import { drawFlame, levelHeight } from './drawFlame';
import styles from './FlameCanvas.module.css';
import { nodeAt } from './flameGeometry';
import { FlameTooltip } from './FlameTooltip';
import type { FlameTree } from './FlameTree';
import { handleFlameKey } from './handleFlameKey';
import type { FlameLayout } from './layoutFlame';
import { nodeMask } from './nodeMask';

export interface FlameCanvasProps {
  tree: FlameTree;
  layout: FlameLayout;
  zoom: number;
  onZoom: (node: number) => void;
}

/** The flame graph itself: one canvas over what can be seen, which follows the scrolling. */
export function FlameCanvas({ tree, layout, zoom, onZoom }: FlameCanvasProps) {
  const model = useTrace((state) => state.model);
  const colors = useTrace((state) => state.colors);
  const found = useTrace((state) => state.find.mask);
  const matches = useTrace((state) => state.matches);
  const selectedRow = useTrace((state) => state.selectedRow);
  const actions = useTraceActions();
  const theme = useResolvedTheme();
  const id = useId();

  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [scrollTop, setScrollTop] = useState(0);
  const [hover, setHover] = useState<{ readonly node: number; readonly x: number; readonly y: number } | null>(null);

  const focused = selectedRow < 0 ? -1 : tree.nodeOfRow[selectedRow]!;
  const foundNodes = useMemo(() => nodeMask(tree, found), [tree, found]);
  const wantedNodes = useMemo(() => nodeMask(tree, matches), [tree, matches]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || size.width === 0) return undefined;
    // Several changes within a frame are drawn once.
    const frame = requestAnimationFrame(() =>
      drawFlame(
        context,
        {
          tree,
          layout,
          zoom,
          scrollTop,
          width: size.width,
          height: size.height,
          hovered: hover?.node ?? -1,
          focused,
          labelOf: (node) => model.spanName(tree.row[node]!) || model.serviceName(tree.row[node]!),
          colorOf: (node) => colors.css[colors.codes[tree.row[node]!]!]!,
          isFound: (node) => foundNodes !== null && foundNodes[node] === 1,
          isDimmed: (node) => wantedNodes !== null && wantedNodes[node] === 0,
        },
        window.devicePixelRatio || 1,
      ),
    );
    return () => cancelAnimationFrame(frame);
  }, [tree, layout, zoom, scrollTop, size, hover, focused, model, colors, foundNodes, wantedNodes, theme]);

  // The node that the keys have reached is kept in sight.
  useEffect(() => {
    const element = box.current;
    if (element === null || focused < 0) return;
    const top = tree.depth[focused]! * levelHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + levelHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + levelHeight - element.clientHeight;
    }
  }, [focused, tree]);

  const nodeUnder = (event: { readonly clientX: number; readonly clientY: number }) => {
    const area = box.current!.getBoundingClientRect();
    const level = Math.floor((event.clientY - area.top + scrollTop) / levelHeight);
    return nodeAt(tree, layout, zoom, (event.clientX - area.left) / Math.max(size.width, 1), level);
  };
  const onPointerMove = (event: PointerEvent) => {
    const node = nodeUnder(event);
    setHover(node < 0 ? null : { node, x: event.clientX, y: event.clientY });
  };

  return (
    <div
      ref={box}
      className={styles.box}
      role="tree"
      aria-label="Flame graph"
      aria-activedescendant={focused < 0 ? undefined : id}
      tabIndex={0}
      data-pointing={hover !== null || undefined}
      onScroll={(event) => {
        setScrollTop(event.currentTarget.scrollTop);
        setHover(null);
      }}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setHover(null)}
      onClick={(event) => {
        const node = nodeUnder(event);
        if (node < 0) return;
        actions.select(tree.row[node]!);
        onZoom(node === zoom ? tree.parent[node]! : node);
      }}
      onKeyDown={(event) =>
        handleFlameKey(event, {
          tree,
          focused,
          zoom,
          focus: (node) => node >= 0 && actions.select(tree.row[node]!),
          zoomTo: onZoom,
          openDetails: () => actions.setDetailsOpen(true),
        })
      }
    >
      <canvas
        ref={canvas}
        className={styles.canvas}
        width={Math.round(size.width * (window.devicePixelRatio || 1))}
        height={Math.round(size.height * (window.devicePixelRatio || 1))}
        style={{ width: size.width, height: size.height }}
        aria-hidden
      />
      <div style={{ height: Math.max((tree.maximumDepth + 1) * levelHeight - size.height, 0) }} aria-hidden />
      {focused >= 0 && (
        <div
          id={id}
          role="treeitem"
          className="visually-hidden"
          aria-level={tree.depth[focused]! + 1}
          aria-selected
          tabIndex={-1}
        >
          {`${model.spanName(tree.row[focused]!)}, ${model.serviceName(tree.row[focused]!)}, ${formatDuration(tree.duration[focused]!)}`}
          {tree.spans[focused]! > 1 && `, ${tree.spans[focused]} spans`}
          {tree.errors[focused]! > 0 && ', with errors'}
        </div>
      )}
      {hover !== null && <FlameTooltip tree={tree} node={hover.node} x={hover.x} y={hover.y} />}
    </div>
  );
}
