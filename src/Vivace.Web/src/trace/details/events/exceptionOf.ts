import type { Attribute, SpanEvent } from '../../model/SpanDetails';
import { stringAttribute } from '../attributes/attributeText';

/** What an exception event says, as OpenTelemetry names it. */
export interface ExceptionFacts {
  readonly type: string;
  readonly message: string;
  readonly stackTrace: string;
  /** Whether it left the span; `null` when the event does not say. */
  readonly escaped: boolean | null;
}

const keys = new Set(['exception.type', 'exception.message', 'exception.stacktrace', 'exception.escaped']);

/** The exception of an event, `null` for other events. */
export function exceptionOf(event: SpanEvent): ExceptionFacts | null {
  const type = stringAttribute(event.attributes, 'exception.type') ?? '';
  const message = stringAttribute(event.attributes, 'exception.message') ?? '';
  if (event.name !== 'exception' && type === '' && message === '') return null;
  const escaped = stringAttribute(event.attributes, 'exception.escaped');
  return {
    type,
    message,
    stackTrace: stringAttribute(event.attributes, 'exception.stacktrace') ?? '',
    escaped: escaped === undefined ? null : escaped.toLowerCase() === 'true',
  };
}

/** The attributes of an exception event that are not part of the exception. */
export function otherAttributes(event: SpanEvent): Attribute[] {
  return event.attributes.filter((attribute) => !keys.has(attribute.key));
}
