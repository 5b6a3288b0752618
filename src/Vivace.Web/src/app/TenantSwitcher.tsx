import { Users } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { useAbout } from '../api/about';
import { useTenant } from '../api/tenant';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu';
import { TextField } from '../ui/TextField';
import { tenantParameter } from '../url/parameters';
import { codecOf } from '../url/routes';
import styles from './TenantSwitcher.module.css';

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
      {asking && <TenantDialog onClose={() => setAsking(false)} onChoose={change} />}
    </>
  );
}

function TenantDialog({ onClose, onChoose }: { onClose: () => void; onChoose: (tenant: string) => void }) {
  const [name, setName] = useState('');
  const valid = name !== '' && tenantParameter().parse(name) !== undefined;
  return (
    <Dialog open onOpenChange={onClose} title="Another tenant" width="sm">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!valid) return;
          onChoose(name);
          onClose();
        }}
      >
        <TextField
          label="Tenant id"
          hint="As the sender puts it into the X-Scope-OrgID header. Letters, digits and ! - _ . * ' ( ) are allowed."
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" variant="primary" disabled={!valid}>
          Show its traces
        </Button>
      </form>
    </Dialog>
  );
}
