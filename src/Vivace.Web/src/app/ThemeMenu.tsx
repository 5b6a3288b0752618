import { Monitor, Moon, Sun } from 'lucide-react';
import { usePreferences, type ThemeChoice } from '../settings/preferences';
import { IconButton } from '../ui/IconButton';
import { Menu, MenuChoice } from '../ui/Menu';

const icons = { system: Monitor, light: Sun, dark: Moon };

export const themeOptions: ReadonlyArray<{ value: ThemeChoice; label: string }> = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function ThemeMenu() {
  const theme = usePreferences((state) => state.theme);
  const change = usePreferences((state) => state.change);
  const Icon = icons[theme];
  return (
    <Menu align="end" label="Theme" trigger={<IconButton label="Theme" icon={<Icon aria-hidden />} />}>
      <MenuChoice value={theme} onChange={(value) => change({ theme: value })} options={themeOptions} />
    </Menu>
  );
}
