export interface Refusal {
  title: string;
  /** Which right or limit it is, and who can change it. */
  help: string;
}

/** The words for answers that mean "not you" or "not so much"; `null` for every other status. */
export function describeRefusal(status: number): Refusal | null {
  switch (status) {
    case 401:
      return {
        title: 'The server does not know who is asking',
        help:
          'It wants a sign-in or the name of a tenant with every request. Choose a tenant in the header if there is a choice; ' +
          'otherwise the person who runs the server, or the proxy in front of it, can give you access.',
      };
    case 403:
      return {
        title: 'You are not allowed to see this',
        help: 'Your access does not include it. The person who runs the server, or the proxy in front of it, can change that.',
      };
    case 413:
      return {
        title: 'This is larger than the server allows',
        help: 'Ask for less, for example a shorter time range. The person who runs the server can raise the limit named above.',
      };
    case 429:
      return {
        title: 'The server has reached a limit',
        help: 'It is busy or this tenant has used up its share. Try again in a moment; the person who runs the server can raise the limit.',
      };
    default:
      return null;
  }
}
