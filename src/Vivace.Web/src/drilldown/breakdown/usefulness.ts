import type { TagName } from '../../explore/builder/tagApi';
import { attributeText } from '../../explore/query/attributes';

/** A field that spans can be told apart by. */
export interface GroupField {
  /** As TraceQL writes it. */
  readonly field: string;
  readonly scope: TagName['scope'];
  readonly name: string;
}

/** Fields that explain most problems, the most telling first. */
const telling = [
  'resource.service.name', 'name', 'resource.service.version', 'span.http.route', 'span.http.response.status_code', 'status', 'span.http.status_code',
  'span.error.type', 'statusMessage', 'event.exception.type', 'span.rpc.method', 'span.rpc.service', 'span.db.operation.name', 'span.db.collection.name',
  'span.db.system.name', 'span.db.system', 'span.db.namespace', 'span.messaging.destination.name', 'span.messaging.system', 'span.http.request.method',
  'span.http.method', 'kind', 'rootServiceName', 'rootName', 'span.server.address', 'span.peer.service', 'resource.deployment.environment.name',
  'resource.deployment.environment', 'resource.cloud.region', 'resource.cloud.availability_zone', 'resource.k8s.cluster.name', 'resource.k8s.namespace.name',
  'resource.k8s.deployment.name', 'resource.k8s.node.name', 'resource.k8s.pod.name', 'resource.host.name', 'resource.service.namespace', 'instrumentation:name',
] as const;

const rank = new Map<string, number>(telling.map((field, i) => [field, i]));

/** Parts of names by which people divide their own traffic. */
const dividing = /(?:^|[._-])(?:tenant|customer|org|organi[sz]ation|account|plan|tier|version|release|build|feature|flag|experiment|variant|region|zone|env|environment|shard|partition|queue|topic|brand|type|kind|status|code|method|route|operation|country|platform|channel)(?:$|[._-])/i;

/** Names whose values are different for nearly every span, or long texts. */
const nearlyUnique = /(?:^|[._-])(?:uuid|guid|(?:trace|span|request|session|correlation|user|message|order|transaction)[._-]?id|email|ip|address|timestamp|time|url|uri|query|text|statement|body|stacktrace|message)(?:$|[._-])|\.full$|\.path$/i;

/** Intrinsics that are numbers or ids: no use in groups. */
const notGroups = new Set(['duration', 'traceDuration', 'traceID', 'spanID', 'parentID', 'trace:id', 'trace:duration', 'span:id', 'span:parentID', 'span:duration', 'nestedSetParent', 'nestedSetLeft', 'nestedSetRight', 'event:timeSinceStart', 'link:traceID', 'link:spanID']);

/** Names of the server as fields for groups; intrinsics take their short spelling. */
export function groupFields(names: readonly TagName[]): GroupField[] {
  return names
    .filter(({ scope, name }) => !(scope === 'intrinsic' && notGroups.has(name)))
    .map(({ scope, name }) => ({ field: scope === 'intrinsic' ? name : attributeText(scope, name), scope, name }));
}

/** The more telling first; fields of the same use by name. */
export function byUsefulness(fields: readonly GroupField[]): GroupField[] {
  return [...fields].sort((a, b) => placeOf(a) - placeOf(b) || (a.field < b.field ? -1 : a.field > b.field ? 1 : 0));
}

function placeOf({ field, name }: GroupField): number {
  const known = rank.get(field);
  if (known !== undefined) return known;
  if (nearlyUnique.test(name)) return 300;
  return dividing.test(name) ? 100 : 200;
}

const first = ['resource.service.name', 'name', 'resource.service.version', 'status'] as const;

/** The fields that the breakdown begins with, one after the other while there is a single value: those that no filter holds at one. */
export function firstGroups(filters: readonly string[]): readonly string[] {
  const open = first.filter((field) => !filters.some((filter) => filter.startsWith(`${field} = `) && !filter.includes('||')));
  return open.length === 0 ? first : open;
}
