export type StackLanguage = 'dotnet' | 'java' | 'python' | 'node' | 'go';

/** One call of a stack trace. */
export interface StackFrame {
  readonly kind: 'frame';
  /** Its lines as they were received, without line ends. */
  readonly lines: readonly string[];
  /** Namespace, class and method, or function. */
  readonly call: string;
  /** Empty when the trace does not say. */
  readonly file: string;
  readonly line: number | null;
  /** Not part of a language's runtime or of a known or installed library. */
  readonly isOwn: boolean;
}

/** A line that is no call: the exception and its message, "Caused by", separators. */
export interface StackText {
  readonly kind: 'text';
  readonly lines: readonly string[];
}

export type StackPart = StackFrame | StackText;

/** A stack trace taken apart. The lines of all parts, one after the other, are the text that was received. */
export interface StackTrace {
  readonly language: StackLanguage;
  readonly parts: readonly StackPart[];
}
