import { Users } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { useAbout } from '../api/about';
import { useTenant } from '../api/tenant';
import { Button } from '../ui/Button';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu';
import { codecOf } from '../url/routes';
import { lazyPart } from './lazyPart';
import styles from './TenantSwitcher.module.css';

const TenantDialog = lazyPart(() => import('./TenantDialog'), 'TenantDialog');

/** Chooses whose traces are shown. Only there when the server separates tenants and there is a choice. */
export function TenantSwitcher() {
  const about = useAbout();
  const tenant = useTenant((state) => state.tenant);
  const [path] = useLocation();
  const [asking, setAsking] = useState(false);
  const codec = codecOf(path);
  if (about === undefined || !about.multitenancy || about.tenants.length === 1) return null;

  const change = (next: string) => {
    // Selections and ticked rows belong to the old tenant; the search itself is kept.
    const state = codec?.parse(window.location.search).state;
    if (path.startsWith('/trace/') || codec === null || state === undefined) navigate(`/explore?tenant=${encodeURIComponent(next)}`);
    else navigate(path + codec.format({ ...state, ...('sel' in state ? { sel: [] } : {}), tenant: next }));
  };

  return (
    <>
      <Menu
        label="Tenant"
        trigger={
          <Button variant="ghost" icon={<Users aria-hidden />} className={styles.trigger ?? ''} aria-label={`Tenant: ${tenant ?? 'Choose a tenant'}`}>
            <span className={styles.name}>{tenant ?? 'Choose a tenant'}</span>
          </Button>
        }
      >
        <MenuLabel>Tenant</MenuLabel>
        <MenuChoice value={tenant ?? ''} onChange={change} options={about.tenants.map((name) => ({ value: name, label: name }))} />
        <MenuSeparator />
        <MenuItem onSelect={() => setAsking(true)}>Another tenant…</MenuItem>
      </Menu>
      {asking && (
        <Suspense fallback={null}>
          <TenantDialog onClose={() => setAsking(false)} onChoose={change} />
        </Suspense>
      )}
    </>
  );
}
