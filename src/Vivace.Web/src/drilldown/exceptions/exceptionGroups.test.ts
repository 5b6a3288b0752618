import { expect, it } from 'vitest';
import { exceptionCondition, readExceptions, spansWithException, withExceptionsBelow } from './exceptionGroups';

it('reads groups, and what a group leaves out', () => {
  const { groups, partial, stepSeconds } = readExceptions({
    seconds: 3600, stepSeconds: 60, partial: true, message: 'cut at 100 groups',
    groups: [
      {
        type: 'Timeout', message: 'after <n> s', sampleMessage: 'after 3 s', count: 5, firstSeenUnixNano: '1700000000000000001', lastSeenUnixNano: '1700000000000000009',
        services: [{ name: 'pay', count: 5 }], operations: [{ name: 'charge', count: 5 }], trend: [0, 5], stack: null,
        traces: [{ traceID: 'abc', spanID: '1', startTimeUnixNano: '1700000000000000001', service: 'pay', name: 'charge' }],
      },
      {},
    ],
  });
  expect([partial, stepSeconds]).toEqual(['cut at 100 groups', 60]);
  expect(groups[0]).toMatchObject({ count: 5, trend: [0, 5], stack: undefined, lastSeenUnixNano: 1700000000000000009n, traces: [{ traceId: 'abc'.padStart(32, '0') }] });
  expect(groups[1]).toMatchObject({ type: '', count: 0, services: [], traces: [] });
});

it('finds the spans of a group by type, or by message', () => {
  const [group] = readExceptions({ groups: [{ type: 'A', sampleMessage: 'say "no"' }] }).groups;
  expect(exceptionCondition(group!)).toBe('event.exception.type = "A"');
  expect(exceptionCondition({ ...group!, type: '' })).toBe('event.exception.message = `say "no"`');
});

it('looks below the spans of the view, too', () => {
  expect(withExceptionsBelow('{ kind = server }')).toBe('{ kind = server } || ({ kind = server } >> { event:name = "exception" })');
  expect(withExceptionsBelow('{ }')).toBe('{ }');
});

it('keeps every filter of the view beside an exception; what was said of root spans is said of their traces', () => {
  const [group] = readExceptions({ groups: [{ type: 'Timeout' }] }).groups;
  const thrown = 'event.exception.type = "Timeout"';
  const filters = ['resource.service.name = "front"', 'name != "GET /a"', 'span.tenant = "globex"', '(name = "a" || name = "b")'];
  expect(spansWithException({ signal: 'root', own: '', filters }, group!)).toEqual({
    signal: 'all', own: '', filters: ['rootServiceName = "front"', 'rootName != "GET /a"', 'span.tenant = "globex"', '(name = "a" || name = "b")', thrown],
  });
  expect(spansWithException({ signal: 'server', own: '', filters }, group!)).toEqual({ signal: 'all', own: '', filters: [...filters, thrown] });
  expect(spansWithException({ signal: 'own', own: '{ span.a = 1 }', filters: [thrown] }, group!)).toEqual({ signal: 'own', own: '{ span.a = 1 }', filters: [thrown] });
});
