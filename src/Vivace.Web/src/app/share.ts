import { copyText } from '../ui/copyText';
import { pinnedLink } from './shareLinks';
import { showToast } from './toasts';

/** Copies the address of this view: live, where relative times keep moving, or pinned to what is shown now. */
export function share(kind: 'live' | 'pinned'): void {
  const href = kind === 'live' ? window.location.href : (pinnedLink(window.location.href, Date.now()) ?? window.location.href);
  void copyText(href).then((copied) => showToast(copied ? 'Link copied.' : `The browser does not allow copying. The link is ${href}`));
}
