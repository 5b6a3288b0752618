import type { Attribute } from '../model/SpanDetails';
import { stringAttribute } from '../details/attributes/attributeText';

export interface HttpFacts {
  readonly method: string;
  readonly status: string;
  readonly route: string;
  /** 4xx or 5xx. */
  readonly failed: boolean;
}

/** What the root span says of its HTTP request, under today's names or the older ones; `null` when it was none. */
export function httpFacts(attributes: readonly Attribute[]): HttpFacts | null {
  const method = stringAttribute(attributes, 'http.request.method', 'http.method') ?? '';
  const status = stringAttribute(attributes, 'http.response.status_code', 'http.status_code') ?? '';
  const route = stringAttribute(attributes, 'http.route', 'url.path', 'http.target', 'url.full', 'http.url') ?? '';
  if (method === '' && status === '') return null;
  return { method, status, route, failed: /^[45]\d\d$/.test(status) };
}
