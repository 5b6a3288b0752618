import { scanMeaning } from './scan';

/** Scopes that attributes may be written with; `any` is the unscoped form. */
export type AttributeScope = 'span' | 'resource' | 'event' | 'link' | 'instrumentation' | 'any';

/** An attribute as a query names it. */
export interface AttributeName {
  readonly scope: AttributeScope;
  /** Without scope and quotes. */
  readonly name: string;
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const scoped = /^(span|resource|event|link|instrumentation)?\.(.*)$/s;

/** All attributes a query names, in the order of the text; the same name may come more than once. */
export function attributesIn(query: string): AttributeName[] {
  return scanMeaning(query).flatMap((token) => {
    if (token.kind !== 'word') return [];
    const match = scoped.exec(token.text);
    if (match === null || match[2] === '') return [];
    return [{
      scope: (match[1] ?? 'any') as AttributeScope,
      name: unquoteName(match[2]!),
      text: token.text,
      start: token.start,
      end: token.end,
    }];
  });
}

/** The name of an attribute without quotes and escapes: `a."b c"` is `a.b c`. */
export function unquoteName(text: string): string {
  return text.replace(/"((?:[^"\\]|\\.)*)"?/gs, (_, quoted: string) => quoted.replace(/\\(.)/gs, '$1'));
}

/** An attribute's name as a query writes it: quoted when it has characters that would end it. */
export function quoteName(name: string): string {
  return name !== '' && !/[\s{}()=~!<>&|^,"\\]/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/** A scope and a name as a query writes them: `span.http.route`, `."user name"`. */
export function attributeText(scope: AttributeScope, name: string): string {
  return `${scope === 'any' ? '' : scope}.${quoteName(name)}`;
}
