import { LayoutGrid, Maximize, PinOff, ZoomIn, ZoomOut } from 'lucide-react';
import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { LoadingState } from '../ui/LoadingState';
import { Notice } from '../ui/Notice';
import { IconButton } from '../ui/IconButton';
import { EdgeFacts } from './EdgeFacts';
import { EdgeLine } from './EdgeLine';
import type { Graph, GraphEdge } from './Graph';
import { GraphGroups } from './GraphGroups';
import { GraphMinimap } from './GraphMinimap';
import styles from './GraphView.module.css';
import { edgeLabel, nodeLabel, type WordOptions } from './graphWords';
import type { Point } from './layoutGraph';
import { NodeFacts } from './NodeFacts';
import { NodeMark } from './NodeMark';
import { usePinned, usePins } from './pins';
import { edgeMiddle, edgePath, radiusOf, strokeOf } from './shapes';
import { useGraphLayout } from './useGraphLayout';
import { usePointerMoves } from './usePointerMoves';
import { useViewport } from './useViewport';
import { reveal } from './viewport';
import { walkGraph, type WalkKey } from './walkGraph';

export interface GraphViewProps {
  /** Names the drawing, so that its pins are its own. */
  readonly drawing: string;
  readonly label: string;
  readonly graph: Graph;
  /** Group by key of the node; nodes of a group stand together in a box with its name. */
  readonly groups: ReadonlyMap<string, string>;
  readonly direction: 'right' | 'down';
  readonly words: WordOptions;
  /** Nodes that somebody looks for: the others fade. Null when nobody does. */
  readonly found?: ReadonlySet<string> | null;
  readonly selected: string;
  readonly onSelect: (key: string) => void;
  readonly onEscape: () => void;
  readonly edgeHref: (edge: GraphEdge) => string | null;
}

/** Up to so many edges have their numbers beside them all the time. */
const MOST_EDGES_WITH_WORDS = 30;
const NODES_THAT_NEED_A_MAP = 12;
const KEY_MOVE_PIXELS = 24;

/** Nodes and calls, to look at, to move, and to walk by the arrow keys. */
export function GraphView(properties: GraphViewProps) {
  const { drawing, label, graph, groups, direction, words, found = null, selected, onSelect, onEscape, edgeHref } = properties;
  const frame = useRef<HTMLDivElement>(null);
  const marker = useId();
  const [tidied, setTidied] = useState(0);
  const [hoveredNode, setHoveredNode] = useState<string | null>(null);
  const [hoveredEdge, setHoveredEdge] = useState<string | null>(null);
  const [current, setCurrent] = useState('');
  const { layout, generation, error } = useGraphLayout(graph, groups, direction, tidied);
  const pinned = usePinned(drawing);
  const pin = usePins((state) => state.pin);
  const unpin = usePins((state) => state.unpin);
  const unpinAll = usePins((state) => state.unpinAll);
  const down = direction === 'down';

  const places = useMemo(() => {
    const all = new Map<string, Point>();
    for (const { key } of graph.nodes) {
      const place = pinned[key] ?? layout?.places.get(key);
      if (place !== undefined) all.set(key, place);
    }
    return all;
  }, [graph.nodes, layout, pinned]);
  const { viewport, size, setViewport, fitAll, zoom } = useViewport(
    frame,
    places,
    generation,
    places.has(selected) ? { key: selected, isSelected: true } : { key: busiestOf(graph), isSelected: false },
    down,
  );

  const { isPressed, onNodeDown, surface } = usePointerMoves(drawing, places, viewport.scale, setViewport);

  const drawn = useMemo(() => {
    const most = graph.nodes.reduce((highest, { requests }) => Math.max(highest, requests), 0);
    const mostCalls = graph.edges.reduce((highest, { requests }) => Math.max(highest, requests), 0);
    return {
      nodes: new Map(graph.nodes.map((node) => [node.key, node])),
      edges: new Map(graph.edges.map((edge) => [edge.key, edge])),
      radii: new Map(graph.nodes.map(({ key, requests }) => [key, radiusOf(requests, most)])),
      failing: new Set(graph.nodes.filter(({ errors }) => errors > 0).map(({ key }) => key)),
      mostCalls,
    };
  }, [graph]);
  const labels = useMemo(() => {
    const [callees, callers] = [new Map<string, number>(), new Map<string, number>()];
    for (const { from, to } of graph.edges) {
      callees.set(from, (callees.get(from) ?? 0) + 1);
      callers.set(to, (callers.get(to) ?? 0) + 1);
    }
    return new Map(graph.nodes.map((node) => [node.key, nodeLabel(node, callees.get(node.key) ?? 0, callers.get(node.key) ?? 0, words)]));
  }, [graph, words]);
  const lines = useMemo(
    () =>
      graph.edges.flatMap((edge) => {
        const [from, to] = [places.get(edge.from), places.get(edge.to)];
        if (from === undefined || to === undefined) return [];
        const bends = pinned[edge.from] === undefined && pinned[edge.to] === undefined ? (layout?.bends.get(edge.key) ?? []) : [];
        const radii = [drawn.radii.get(edge.from)!, drawn.radii.get(edge.to)!] as const;
        return [{ edge, path: edgePath(from, to, radii, bends, down), middle: edgeMiddle(from, to, bends, down), width: strokeOf(edge.requests, drawn.mostCalls) }];
      }),
    [graph.edges, places, layout, pinned, drawn, down],
  );

  // What belongs to the node under the pointer, or to the selected one, stands out.
  const centre = hoveredNode ?? (places.has(selected) ? selected : null);
  const near = useMemo(() => {
    if (centre === null) return null;
    return new Set([centre, ...graph.edges.filter(({ from, to }) => from === centre || to === centre).flatMap(({ from, to }) => [from, to])]);
  }, [centre, graph.edges]);
  const reachable = places.has(current) ? current : places.has(selected) ? selected : (graph.nodes.find(({ key }) => places.has(key))?.key ?? '');

  const go = useCallback((key: string) => {
    const marks = frame.current?.querySelectorAll<SVGGElement>('[data-node]') ?? [];
    [...marks].find((mark) => mark.dataset.node === key)?.focus();
  }, []);
  const onFocus = useCallback(
    (key: string) => {
      setCurrent(key);
      const place = places.get(key);
      if (place !== undefined && !isPressed()) setViewport((before) => reveal(before, place, size));
    },
    [places, setViewport, size, isPressed],
  );
  const onKeyDown = (event: KeyboardEvent, key: string) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const actions: Record<string, (() => void) | undefined> = {
      Enter: () => onSelect(key),
      ' ': () => onSelect(key),
      Escape: onEscape,
      '+': () => zoom(1.25),
      '=': () => zoom(1.25),
      '-': () => zoom(0.8),
      '0': fitAll,
      Home: () => go(firstOf(places, down)),
      p: () => (pinned[key] === undefined ? pin(drawing, key, places.get(key)!) : unpin(drawing, key)),
    };
    if (event.key.startsWith('Arrow')) {
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) {
        pin(drawing, key, movedBy(places.get(key)!, event.key as WalkKey));
        return;
      }
      const next = walkGraph({ edges: graph.edges, places, direction }, key, event.key as WalkKey);
      if (next !== null) go(next);
      return;
    }
    const act = actions[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  // Marks are drawn again only when something of theirs changes, and panning changes nothing of theirs.
  const latestKeyDown = useRef(onKeyDown);
  useEffect(() => {
    latestKeyDown.current = onKeyDown;
  });
  const stableKeyDown = useCallback((event: KeyboardEvent, key: string) => latestKeyDown.current(event, key), []);

  const shownEdge = hoveredEdge === null ? undefined : drawn.edges.get(hoveredEdge);
  const shownNode = hoveredNode === null ? undefined : drawn.nodes.get(hoveredNode);
  const nameOf = (key: string) => drawn.nodes.get(key)?.name ?? key;
  const hasPins = Object.keys(pinned).some((key) => places.has(key));
  return (
    <div className={styles.frame} ref={frame}>
      {error !== null && (
        <div className={styles.failed}>
          <Notice tone="error" title="The graph cannot be drawn.">
            {error}
          </Notice>
        </div>
      )}
      {layout === null && error === null && <LoadingState label="Arranging the graph" rows={4} />}
      <svg
        className={styles.drawing}
        role="group"
        aria-label={`${label}. Arrow keys follow the calls, Enter opens a node, P pins it, Shift with an arrow key moves it.`}
        {...surface}
      >
        <defs>
          {['', '-error'].map((kind) => (
            <marker key={kind} id={marker + kind} viewBox="0 0 8 8" refX="6" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
              <path d="M0 0.5L8 4L0 7.5z" className={kind === '' ? styles.arrow : styles.errorArrow} />
            </marker>
          ))}
        </defs>
        <g transform={`translate(${viewport.x} ${viewport.y}) scale(${viewport.scale})`}>
          <GraphGroups places={places} groups={groups} />
          {lines.map(({ edge, path, middle, width }) => (
            <EdgeLine
              key={edge.key}
              edge={edge}
              path={path}
              middle={middle}
              width={width}
              label={edgeLabel(edge, [nameOf(edge.from), nameOf(edge.to)], words)}
              words={words}
              withWords={graph.edges.length <= MOST_EDGES_WITH_WORDS}
              isFaded={centre === null ? found !== null : edge.from !== centre && edge.to !== centre}
              isNear={edge.key === hoveredEdge || (centre !== null && (edge.from === centre || edge.to === centre))}
              href={edgeHref(edge)}
              marker={marker}
              onHover={setHoveredEdge}
            />
          ))}
          {graph.nodes.map((node) => {
            const place = places.get(node.key);
            if (place === undefined) return null;
            return (
              <NodeMark
                key={node.key}
                node={node}
                place={place}
                radius={drawn.radii.get(node.key)!}
                label={labels.get(node.key)!}
                words={words}
                isSelected={node.key === selected}
                isFaded={near === null ? found !== null && !found.has(node.key) : !near.has(node.key)}
                isPinned={pinned[node.key] !== undefined}
                isCurrent={node.key === reachable}
                onFocus={onFocus}
                onActivate={onSelect}
                onKeyDown={stableKeyDown}
                onPointerDown={onNodeDown}
                onHover={setHoveredNode}
              />
            );
          })}
        </g>
      </svg>
      {places.size > NODES_THAT_NEED_A_MAP && <GraphMinimap places={places} failing={drawn.failing} viewport={viewport} size={size} onMove={setViewport} />}
      {shownEdge !== undefined && (
        <div className={styles.card} role="status">
          <EdgeFacts edge={shownEdge} names={[nameOf(shownEdge.from), nameOf(shownEdge.to)]} words={words} />
        </div>
      )}
      {shownNode !== undefined && shownEdge === undefined && (
        // The label of the node says it to those who do not see the card.
        <div className={styles.card} aria-hidden>
          <NodeFacts node={shownNode} words={words} />
        </div>
      )}
      <div className={styles.tools} role="group" aria-label="View of the graph">
        {hasPins && (
          <IconButton
            size="sm"
            label={selected !== '' && pinned[selected] !== undefined ? 'Let the selected node go' : 'Let all pinned nodes go'}
            icon={<PinOff aria-hidden />}
            onClick={() => (selected !== '' && pinned[selected] !== undefined ? unpin(drawing, selected) : unpinAll(drawing))}
          />
        )}
        <IconButton
          size="sm"
          label="Arrange anew"
          icon={<LayoutGrid aria-hidden />}
          onClick={() => {
            unpinAll(drawing);
            setTidied((count) => count + 1);
          }}
        />
        <IconButton size="sm" label="Show all" shortcut="0" icon={<Maximize aria-hidden />} onClick={fitAll} />
        <IconButton size="sm" label="Smaller" shortcut="-" icon={<ZoomOut aria-hidden />} onClick={() => zoom(0.8)} />
        <IconButton size="sm" label="Larger" shortcut="+" icon={<ZoomIn aria-hidden />} onClick={() => zoom(1.25)} />
      </div>
    </div>
  );
}

/** Where a graph that is too large to be seen whole is looked at first. */
function busiestOf(graph: Graph): string {
  return graph.nodes.reduce<{ readonly key: string; readonly requests: number }>((most, node) => (node.requests > most.requests ? node : most), { key: '', requests: -1 }).key;
}

/** What dragging does, by the keyboard. */
function movedBy({ x, y }: Point, key: WalkKey): Point {
  const steps: Record<WalkKey, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  return { x: x + KEY_MOVE_PIXELS * steps[key][0], y: y + KEY_MOVE_PIXELS * steps[key][1] };
}

/** The node where reading begins: first layer, then from the top. */
function firstOf(places: ReadonlyMap<string, Point>, down: boolean): string {
  const rank = ({ x, y }: Point) => (down ? y * 100_000 + x : x * 100_000 + y);
  return [...places].reduce((best, one) => (rank(one[1]) < rank(best[1]) ? one : best))[0];
}
