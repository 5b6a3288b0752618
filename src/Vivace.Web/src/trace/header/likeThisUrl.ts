import { quote } from '../../traceql/literals';
import { absolute } from '../../time/ranges';
import { drilldownUrl } from '../../url/drilldownRoute';
import type { TraceModel } from '../model/TraceModel';

/** How much time around a trace is looked at, in milliseconds: enough for others like it. */
const AROUND = 30 * 60_000;

/** The drilldown of requests like this one: roots of the same service and name in the hour around it. */
export function likeThisUrl(model: Pick<TraceModel, 'rootService' | 'rootName' | 'startUnixNano'>): string {
  const start = Number(model.startUnixNano / 1_000_000n);
  const filters = [
    model.rootService === '' ? [] : [`resource.service.name = ${quote(model.rootService)}`],
    model.rootName === '' ? [] : [`name = ${quote(model.rootName)}`],
  ].flat();
  return drilldownUrl({ filters, metric: 'duration', from: absolute(Math.max(0, start - AROUND)), to: absolute(start + AROUND) });
}
