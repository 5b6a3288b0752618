import { ExternalLink, RotateCw } from 'lucide-react';
import { repeatRefused, putOffSignIn, useSignIn } from '../api/signIn';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Notice } from '../ui/Notice';

/** Asks to sign in when the server no longer knows who is asking. The page stays as it is behind it, with everything that was typed. */
export function SignInDialog() {
  const attempts = useSignIn((state) => state.attempts);
  const waiting = useSignIn((state) => state.waiting);
  return (
    <Dialog
      open={waiting > 0}
      onOpenChange={(open) => {
        if (!open) putOffSignIn();
      }}
      title="Sign in to go on"
      description="The server, or the proxy in front of it, does not know who is asking. A session may have ended. What you typed is kept."
      footer={
        <>
          <Button variant="ghost" onClick={putOffSignIn}>
            Not now
          </Button>
          <Button icon={<ExternalLink aria-hidden />} onClick={() => window.open('/', '_blank', 'noopener')}>
            Sign in, in a new tab
          </Button>
          <Button variant="primary" icon={<RotateCw aria-hidden />} onClick={repeatRefused}>
            Try again
          </Button>
        </>
      }
    >
      <p>
        {waiting === 1 ? 'One request waits' : `${waiting} requests wait`} and will be repeated. If there is nothing to sign in to, the person who
        runs the server can give you access.
      </p>
      {attempts > 0 && (
        <Notice tone="warning" title="Refused again.">
          The server still does not know who is asking.
        </Notice>
      )}
    </Dialog>
  );
}
