import { CircleHelp, Menu as MenuIcon, RotateCw, Settings, Share2, TextSearch } from 'lucide-react';
import { useLocation } from 'wouter';
import { usePreferences } from '../settings/preferences';
import { IconButton } from '../ui/IconButton';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu';
import { useRefresh } from './refresh';
import { share } from './share';
import { pinnedLink } from './shareLinks';
import { themeOptions } from './ThemeMenu';

/** Everything of the header that has no room on a narrow screen. */
export function MoreMenu({ onHelp, onPalette }: { onHelp: () => void; onPalette: () => void }) {
  const [, navigate] = useLocation();
  const theme = usePreferences((state) => state.theme);
  const change = usePreferences((state) => state.change);
  return (
    <Menu align="end" label="More" trigger={<IconButton label="More" icon={<MenuIcon aria-hidden />} />}>
      <MenuItem icon={<TextSearch aria-hidden />} onSelect={onPalette}>
        Find or go to…
      </MenuItem>
      <MenuItem icon={<RotateCw aria-hidden />} onSelect={() => useRefresh.getState().refresh()}>
        Refresh now
      </MenuItem>
      <MenuItem icon={<Share2 aria-hidden />} onSelect={() => share('live')}>
        Copy link
      </MenuItem>
      {pinnedLink(window.location.href, 0) !== null && (
        <MenuItem icon={<Share2 aria-hidden />} onSelect={() => share('pinned')}>
          Copy pinned link
        </MenuItem>
      )}
      <MenuItem icon={<Settings aria-hidden />} onSelect={() => navigate('/settings')}>
        Settings
      </MenuItem>
      <MenuItem icon={<CircleHelp aria-hidden />} onSelect={onHelp}>
        Keyboard shortcuts
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      <MenuChoice value={theme} onChange={(value) => change({ theme: value })} options={themeOptions} />
    </Menu>
  );
}
