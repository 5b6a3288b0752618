import { Suspense, useEffect } from 'react';
import { repeatRefused, useSignIn } from '../api/signIn';
import { useRefresh } from './refresh';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { ErrorBoundary } from './ErrorBoundary';
import { lazyPart } from './lazyPart';

const SignInDialog = lazyPart(() => import('./SignInDialog'), 'SignInDialog');

/** The dialog that asks to sign in while requests wait for it, and a banner once that was put off. */
export function SignInGate() {
  const waiting = useSignIn((state) => state.waiting);
  const isPutOff = useSignIn((state) => state.isPutOff);
  useEffect(() => {
    useSignIn.setState({ canAsk: true });
    return () => useSignIn.setState({ canAsk: false });
  }, []);
  if (waiting > 0) {
    return (
      <ErrorBoundary title="The dialog could not be shown." compact>
        <Suspense fallback={null}>
          <SignInDialog />
        </Suspense>
      </ErrorBoundary>
    );
  }
  if (!isPutOff) return null;
  return (
    <Notice
      tone="warning"
      title="Not signed in."
      actions={
        <Button
          size="sm"
          onClick={() => {
            repeatRefused();
            useRefresh.getState().refresh();
          }}
        >
          Try again
        </Button>
      }
    >
      The server does not know who is asking; what is on the screen is as old as it was.
    </Notice>
  );
}
