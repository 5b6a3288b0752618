/** Numbers texts in order of first use. */
export class Dictionary {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();

  codeOf(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.values.length;
      this.#codes.set(text, code);
      this.values.push(text);
    }
    return code;
  }

  /** The number of a text that may not be there, -1 then. */
  find(text: string): number {
    return this.#codes.get(text) ?? -1;
  }
}
