import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { useNewVersion } from './newVersion';

export function NewVersionBanner() {
  if (!useNewVersion()) return null;
  return (
    <Notice
      title="The server has a new version of this page."
      actions={
        <Button size="sm" onClick={() => window.location.reload()}>
          Reload
        </Button>
      }
    >
      What is in the address bar stays.
    </Notice>
  );
}
