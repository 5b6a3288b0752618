import { copyText } from '../ui/copyText';
import { pinnedLink } from './shareLinks';
import { showToast } from './toasts';

/** Copies the address of this view, or of the one at a path: live, where relative times keep moving, or pinned to what is shown now. */
export function share(kind: 'live' | 'pinned', path?: string): void {
  const address = path === undefined ? window.location.href : new URL(path, window.location.href).href;
  const href = kind === 'live' ? address : (pinnedLink(address, Date.now()) ?? address);
  void copyText(href).then((copied) => showToast(copied ? 'Link copied.' : `The browser does not allow copying. The link is ${href}`));
}
