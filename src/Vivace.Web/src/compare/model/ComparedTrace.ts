import type { TraceData } from '../../trace/model/TraceData';

/** The columns that a comparison needs, to be handed to its worker. Rows are depth first, children by start. */
export type ComparedTrace = Pick<TraceData, 'rowCount' | 'durationNano' | 'services' | 'names' | 'parent' | 'duration' | 'self' | 'service' | 'name' | 'status' | 'depth'>;

export function comparedColumns({ rowCount, durationNano, services, names, parent, duration, self, service, name, status, depth }: ComparedTrace): ComparedTrace {
  return { rowCount, durationNano, services, names, parent, duration, self, service, name, status, depth };
}

/** One number for service and name, the same for both traces. */
export interface SharedKeys {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly services: readonly string[];
  readonly names: readonly string[];
}

/** Gives both traces the same keys: their dictionaries have different orders. */
export function shareKeys(a: ComparedTrace, b: ComparedTrace): SharedKeys {
  const keys = new Map<string, number>();
  const services: string[] = [];
  const names: string[] = [];
  const keysOf = (trace: ComparedTrace) => {
    const known = new Map<number, number>();
    return Int32Array.from({ length: trace.rowCount }, (_, row) => {
      const [service, name] = [trace.service[row]!, trace.name[row]!];
      const pair = service * trace.names.length + name;
      let key = known.get(pair);
      if (key === undefined) {
        const text = JSON.stringify([trace.services[service], trace.names[name]]);
        key = keys.get(text);
        if (key === undefined) {
          key = keys.size;
          keys.set(text, key);
          services.push(trace.services[service]!);
          names.push(trace.names[name]!);
        }
        known.set(pair, key);
      }
      return key;
    });
  };
  return { a: keysOf(a), b: keysOf(b), services, names };
}
