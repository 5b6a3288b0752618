import { chosenColor } from '../../theme/chosenColors';
import { SPAN_COLOR_COUNT, spanColor } from '../../theme/spanColors';

/**
 * Colours of services in lists of many traces: the same service has the same one for as long as the page is open. A name's hash
 * says which; services that would share one move on to the next free one while there is any. A color that a person chose for a
 * service comes first.
 */
export function serviceColors(): (service: string) => string {
  const given = new Map<string, number>();
  const taken = new Set<number>();
  return (service) => {
    const chosen = chosenColor(service);
    if (chosen !== undefined) return chosen;
    let index = given.get(service);
    if (index === undefined) {
      index = hash(service) % SPAN_COLOR_COUNT;
      for (let i = 0; i < SPAN_COLOR_COUNT && taken.has(index); i += 1) index = (index + 1) % SPAN_COLOR_COUNT;
      given.set(service, index);
      taken.add(index);
    }
    return spanColor(index);
  };
}

/** The colours of this page. */
export const colorOfService = serviceColors();

/** FNV-1a over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
