export interface Words {
  readonly text: string;
  readonly isCode: boolean;
}

/** A remark of the server in pieces: a sentence with its first letter large and a full stop; code stands in backticks. */
export function wordsOf(remark: string): Words[] {
  const sentence = /[.?]$/.test(remark) ? remark : `${remark}.`;
  return sentence
    .split('`')
    .map((text, i) => ({ text: i === 0 ? text.charAt(0).toUpperCase() + text.slice(1) : text, isCode: i % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
