/** Regular expressions that only list texts: the short form of several values. */

const special = /[\\.+*?()|[\]{}^$]/g;

/** A regular expression that matches exactly one of the texts. */
export function patternOf(texts: readonly string[]): string {
  return texts.map((text) => text.replace(special, '\\$&')).join('|');
}

/** The texts that a regular expression lists, two or more; null when it is anything else. */
export function textsOf(pattern: string): string[] | null {
  const texts: string[] = [];
  let text = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '|') {
      texts.push(text);
      text = '';
    } else if (c === '\\' && /[\\.+*?()|[\]{}^$]/.test(pattern.charAt(i + 1))) {
      i++;
      text += pattern.charAt(i);
    } else if (/[\\.+*?()[\]{}^$]/.test(c)) {
      return null;
    } else {
      text += c;
    }
  }

  texts.push(text);
  return texts.length > 1 ? texts : null;
}
