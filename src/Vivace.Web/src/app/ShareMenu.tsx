import { Share2 } from 'lucide-react';
import { useLocation } from 'wouter';
import { IconButton } from '../ui/IconButton';
import { Menu, MenuItem } from '../ui/Menu';
import { useRawSearch } from '../url/useRawSearch';
import { share } from './share';
import { pinnedLink } from './shareLinks';

/** Copies a link to this view; where times are relative there is a choice between a live and a pinned one. */
export function ShareMenu() {
  useLocation();
  useRawSearch();
  if (pinnedLink(window.location.href, 0) === null) {
    return <IconButton label="Copy a link to this view" icon={<Share2 aria-hidden />} onClick={() => share('live')} />;
  }
  return (
    <Menu align="end" label="Share" trigger={<IconButton label="Share this view" icon={<Share2 aria-hidden />} />}>
      <MenuItem onSelect={() => share('live')}>Copy live link (times keep moving)</MenuItem>
      <MenuItem onSelect={() => share('pinned')}>Copy pinned link (times as of now)</MenuItem>
    </Menu>
  );
}
