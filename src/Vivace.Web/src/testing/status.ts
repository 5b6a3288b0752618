import type { ServerStatus } from '../api/status';

/** A server at work. */
export const busyStatus: ServerStatus = {
  version: '0.1.0',
  commit: 'fb7765772aa00',
  startedUnixNano: '1795352830443163287',
  uptimeSeconds: 93_784,
  health: { ready: true, reasons: [] },
  ingest: {
    spansPerSecond: 1_234.5,
    bytesPerSecond: 456_789,
    spansTotal: 123_456_789,
    bytesTotal: 45_678_901_234,
    refused: [
      { reason: 'trace_too_large', count: 34 },
      { reason: 'rate_limited', count: 1_200 },
      { reason: 'unknown', count: 0 },
    ],
  },
  log: { bytes: 67_108_864, segments: 3, oldestSeconds: 312 },
  live: { spans: 45_678, traces: 3_456, bytes: 23_456_789 },
  blocks: { count: 42, spans: 98_765_432, bytes: 3_456_789_012 },
  queries: { perSecond: 3.25, p50Ms: 12.4, p99Ms: 340, running: 2, waiting: 0 },
  process: { memoryBytes: 734_003_200, cpuSeconds: 5_432, gcHeapBytes: 234_567_890 },
  disk: { freeBytes: 123_456_789_012, totalBytes: 500_000_000_000 },
  errors: [{ timeUnixNano: '1795352990443163287', message: 'Block 3f2a set aside: region 7 fails its checksum' }],
  history: {
    hour: { stepSeconds: 10, spansPerSecond: [1_000, 1_500, 1_234.5], memoryBytes: [7e8, 7.1e8, 734_003_200], queriesPerSecond: [0, 2, 3.25] },
    day: { stepSeconds: 300, spansPerSecond: [9_000], memoryBytes: [], queriesPerSecond: [4] },
  },
};
