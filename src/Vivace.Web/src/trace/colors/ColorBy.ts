/** What the colour of a bar stands for. An attribute is named with its scope, `span.http.route` or `resource.k8s.pod.name`. */
export type ColorBy =
  | { readonly type: 'service' }
  | { readonly type: 'status' }
  | { readonly type: 'kind' }
  | { readonly type: 'attribute'; readonly key: string };

export const byService: ColorBy = { type: 'service' };

/** As it stands in the URL. */
export function formatColorBy(by: ColorBy): string {
  return by.type === 'attribute' ? by.key : by.type;
}

export function parseColorBy(text: string): ColorBy {
  if (text === 'service' || text === 'status' || text === 'kind') return { type: text };
  return text === '' ? byService : { type: 'attribute', key: text };
}
