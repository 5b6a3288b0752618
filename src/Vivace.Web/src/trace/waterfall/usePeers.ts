import { useEffect, useMemo, useState } from 'react';
import { EntryKind } from '../layout/Layout';
import type { Attribute } from '../model/SpanDetails';
import { SpanKind } from '../model/SpanFlag';
import type { TraceModel } from '../model/TraceModel';
import { useTrace } from '../TraceStoreContext';

/** Attributes that name who was called, the most telling first. */
const peerKeys = ['peer.service', 'db.system.name', 'db.system', 'messaging.system', 'rpc.service', 'server.address', 'net.peer.name'];
/** Scrolling rests this long before anything is asked for, milliseconds. */
const restBefore = 250;

interface Known {
  readonly model: TraceModel;
  readonly peers: ReadonlyMap<number, string>;
}

/**
 * Who the calls in view went to, for those whose callee sent no spans. It stands in the attributes, which are loaded for
 * the lines in view once scrolling rests.
 */
export function usePeers(first: number, end: number): ReadonlyMap<number, string> {
  const model = useTrace((state) => state.model);
  const layout = useTrace((state) => state.layout);
  const details = useTrace((state) => state.services.details);
  const [known, setKnown] = useState<Known>({ model, peers: nobody });
  const asked = useMemo(() => ({ of: model, rows: new Set<number>() }), [model]);

  useEffect(() => {
    const wanted: number[] = [];
    for (let index = first; index < Math.min(end, layout.count); index++) {
      const row = layout.row[index]!;
      if (layout.kind[index] === EntryKind.span && isLeafCall(model, row) && !asked.rows.has(row)) wanted.push(row);
    }
    if (wanted.length === 0) return undefined;
    const controller = new AbortController();
    const timer = window.setTimeout(() => {
      for (const row of wanted) asked.rows.add(row);
      details.load(wanted, controller.signal).then(
        (loaded) => {
          const found = loaded.flatMap((span): [number, string][] => {
            const peer = peerOf(span.attributes);
            return peer === null ? [] : [[span.row, peer]];
          });
          if (found.length === 0) return;
          setKnown((now) => ({ model, peers: new Map([...(now.model === model ? now.peers : []), ...found]) }));
        },
        // Left out when it cannot be had; scrolling back asks again.
        () => wanted.forEach((row) => asked.rows.delete(row)),
      );
    }, restBefore);
    return () => {
      window.clearTimeout(timer);
      controller.abort();
    };
  }, [first, end, layout, model, details, asked]);

  return known.model === model ? known.peers : nobody;
}

const nobody: ReadonlyMap<number, string> = new Map();

function isLeafCall(model: TraceModel, row: number): boolean {
  const kind = model.kind[row];
  return (kind === SpanKind.client || kind === SpanKind.producer) && model.childCount[row] === 0;
}

/** Who a call went to, by the attributes of the calling span. */
export function peerOf(attributes: readonly Attribute[]): string | null {
  for (const key of peerKeys) {
    const value = attributes.find((attribute) => attribute.key === key)?.value;
    if (value?.type === 'string' && value.value !== '') return value.value;
  }
  return null;
}
