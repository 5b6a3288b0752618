import { create } from 'zustand';

interface SignInStore {
  /** Whether there is a dialog that can ask; without one nobody waits. */
  readonly canAsk: boolean;
  /** Requests that wait for somebody to sign in. */
  readonly waiting: number;
  /** Somebody said "not now": requests fail at once until they are asked to be repeated. */
  readonly isPutOff: boolean;
  /** How often the waiting requests were repeated in vain. */
  readonly attempts: number;
}

/** Who is asking is not known to the server (401): requests wait here until they can be repeated. */
export const useSignIn = create<SignInStore>()(() => ({ canAsk: false, waiting: 0, isPutOff: false, attempts: 0 }));

let answers: Array<(repeat: boolean) => void> = [];

/** Waits until the refused request may be repeated: true; or has to fail: false. */
export function askToSignIn(signal?: AbortSignal): Promise<boolean> {
  const { canAsk, isPutOff } = useSignIn.getState();
  if (!canAsk || isPutOff) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    const answer = (repeat: boolean) => {
      signal?.removeEventListener('abort', leave);
      resolve(repeat);
    };
    // Whoever leaves the page no longer waits.
    const leave = () => {
      answers = answers.filter((one) => one !== answer);
      useSignIn.setState({ waiting: answers.length });
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', leave, { once: true });
    answers.push(answer);
    useSignIn.setState({ waiting: answers.length });
  });
}

/** Repeats every waiting request. One that is refused again asks again. */
export function repeatRefused(): void {
  useSignIn.setState(({ attempts }) => ({ attempts: attempts + 1, isPutOff: false }));
  answerAll(true);
}

/** Lets the waiting requests fail, and further ones at once, until `repeatRefused` or an answer that is not refused. */
export function putOffSignIn(): void {
  useSignIn.setState({ isPutOff: true });
  answerAll(false);
}

/** Called with every answer that is not refused: the session is there again. */
export function signedIn(): void {
  const { isPutOff, attempts, waiting } = useSignIn.getState();
  if (isPutOff || (attempts > 0 && waiting === 0)) useSignIn.setState({ isPutOff: false, attempts: 0 });
}

function answerAll(repeat: boolean): void {
  const all = answers;
  answers = [];
  useSignIn.setState({ waiting: 0 });
  for (const answer of all) answer(repeat);
}
