import { attributeText } from '../details/attributes/attributeText';
import { exceptionOf } from '../details/events/exceptionOf';
import type { SpanEvent } from '../model/SpanDetails';

const longestSummary = 400;

/** What an event says in one line: an exception's type and message, a message, or its attributes. */
export function eventSummary(event: SpanEvent): string {
  const exception = exceptionOf(event);
  if (exception !== null) return oneLine([exception.type, exception.message].filter((text) => text !== '').join(': '));
  const message = event.attributes.find(({ key }) => key === 'message' || key === 'log.message' || key === 'body');
  if (message !== undefined) return oneLine(attributeText(message.value));
  return oneLine(event.attributes.map(({ key, value }) => `${key}=${attributeText(value)}`).join('  '));
}

function oneLine(text: string): string {
  const line = text
    .slice(0, longestSummary * 2)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > longestSummary ? `${line.slice(0, longestSummary)}…` : line;
}
