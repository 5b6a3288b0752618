/**
 * An id in lower-case hexadecimal, from hexadecimal (of any length up to the full one: Jaeger leaves leading zeros out) or from base64, which
 * protobuf's JSON mapping and Tempo use. An absent or all-zero id is the empty string; `null` says that the text is no id at all.
 */
export function normaliseId(id: unknown, bytes: 8 | 16): string | null {
  if (id === undefined || id === null || id === '') return '';
  if (typeof id !== 'string') return null;
  const digits = bytes * 2;
  // A full id in base64 is shorter than in hexadecimal, and never of the same length: 11 or 12 against 16 characters, 22 or 24 against 32.
  const base64 = bytes === 16 ? /^[\w+/-]{22}(==)?$/ : /^[\w+/-]{11}=?$/;
  let hex: string;
  if (/^[0-9a-fA-F]+$/.test(id) && id.length <= digits) hex = id.toLowerCase().padStart(digits, '0');
  else if (base64.test(id)) hex = hexOfBase64(id);
  else return null;
  return /^0*$/.test(hex) ? '' : hex;
}

function hexOfBase64(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  let hex = '';
  for (let index = 0; index < binary.length; index++) hex += binary.charCodeAt(index).toString(16).padStart(2, '0');
  return hex;
}
