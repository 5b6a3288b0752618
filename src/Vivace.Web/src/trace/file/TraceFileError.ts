/** A file that cannot be shown as a trace; the message is a sentence for the person who picked it. */
export class TraceFileError extends Error {
  override readonly name = 'TraceFileError';
}
