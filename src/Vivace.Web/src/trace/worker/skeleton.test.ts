import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSkeleton } from '../../testing/encodeSkeleton';
import { generatedModel } from '../../testing/traceBuilder';
import { windowOf } from '../../testing/windowOf';
import { insertSubtree } from '../model/insertSubtree';
import { TraceModel } from '../model/TraceModel';
import type { TraceData } from '../model/TraceData';
import { readSkeleton, SkeletonFormatError } from './readSkeleton';

/** Everything of a trace that can be compared. */
function plain(data: TraceData): unknown {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value]),
  );
}

function plainModel(model: TraceModel): unknown {
  return plain({ ...model } as TraceData);
}

describe('a skeleton', () => {
  it('read back is what was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(1_000), (size, seed) => {
        const model = generatedModel(size, seed);
        const read = new TraceModel(readSkeleton(encodeSkeleton(model)));
        const { notices: _, ...expected } = plainModel(model) as { notices: unknown };
        expect(plainModel(read)).toMatchObject(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('takes at most 60 bytes a span without events', () => {
    const bare = (size: number) => {
      const model = generatedModel(size);
      const none = { eventRow: new Uint32Array(0), eventOffset: new Float64Array(0), eventFlags: new Uint8Array(0) };
      return encodeSkeleton({ ...model, ...none } as TraceData).byteLength;
    };
    expect((bare(4_000) - bare(2_000)) / 2_000).toBeLessThanOrEqual(60);
  });

  it('with any byte changed or missing is read or refused, never anything else', () => {
    const whole = new Uint8Array(encodeSkeleton(generatedModel(40)));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.option(fc.nat(whole.length - 1), { nil: undefined }), (at, byte, cut) => {
        const damaged = whole.slice(0, cut ?? whole.length);
        damaged[at % Math.max(damaged.length, 1)] = byte;
        try {
          const model = new TraceModel(readSkeleton(damaged.buffer));
          for (let row = 0; row < model.rowCount; row++) expect(model.subtreeEnd[row]).toBeGreaterThan(row);
        } catch (error) {
          // oxlint-disable-next-line vitest/no-conditional-expect
          expect(error instanceof SkeletonFormatError).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('of another version says so', () => {
    const buffer = encodeSkeleton(generatedModel(3));
    new DataView(buffer).setUint32(4, 9, true);
    expect(() => readSkeleton(buffer)).toThrow('version 9');
    expect(() => readSkeleton(new TextEncoder().encode('404 page not found').buffer as ArrayBuffer)).toThrow(SkeletonFormatError);
  });
});

describe('a trace read by windows', () => {
  it('is the whole trace once every window is opened, whatever the limit and the order', () => {
    const property = fc.property(fc.integer({ min: 2, max: 250 }), fc.nat(300), fc.integer({ min: 3, max: 60 }), fc.nat(), (size, seed, limit, pick) => {
      const whole = generatedModel(size, seed);
      const ask = (query: string) => new TraceModel(readSkeleton(encodeSkeleton(windowOf(whole, new URLSearchParams(query)))));
      let model = ask(`limit=${limit}`);
      for (let turn = 0; model.rowCount < whole.rowCount; turn++) {
        expect(turn).toBeLessThan(size);
        const open = Array.from(model.flags.keys()).filter((row) => model.hasUnloadedChildren(row));
        const row = open[(pick + turn) % open.length]!;
        const below = ask(`root=${model.spanId(row)}&offset=${model.children(row).length}&limit=${limit}`);
        model = new TraceModel(insertSubtree(model, row, below));
      }
      const { notices: _, ...expected } = plainModel(whole) as { notices: unknown };
      expect(plainModel(model)).toMatchObject(expected);
    });
    fc.assert(property, { numRuns: 40 });
  });
});
