import { useState } from 'react';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { TextField } from '../ui/TextField';
import { tenantParameter } from '../url/parameters';
import styles from './TenantDialog.module.css';

/** Asks for the id of a tenant that the server does not list. */
export function TenantDialog({ onClose, onChoose }: { onClose: () => void; onChoose: (tenant: string) => void }) {
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
