import { Search } from 'lucide-react';
import { useMemo } from 'react';
import { useServerSettings, type ServerSetting } from '../../api/serverSettings';
import { ErrorState } from '../../ui/ErrorState';
import { formatCount } from '../../ui/formatNumbers';
import { LoadingState } from '../../ui/LoadingState';
import { Notice } from '../../ui/Notice';
import { TextField } from '../../ui/TextField';
import type { StatusState } from '../../url/statusRoute';
import type { ChangeRoute } from '../../url/useRouteState';
import styles from '../StatusPage.module.css';
import own from './ServerSettingsTab.module.css';

/** AD-4: what is in effect, which of it is not the default, and which limits have cut something. */
export function ServerSettingsTab({ state, change }: { readonly state: StatusState; readonly change: ChangeRoute<StatusState> }) {
  const settings = useServerSettings();
  const shown = useMemo(() => findSettings(settings.data ?? [], state.find, state.changed), [settings.data, state.find, state.changed]);
  if (settings.data === undefined) {
    if (settings.isError) return <ErrorState error={settings.error} title="The settings could not be loaded." onRetry={() => void settings.refetch()} />;
    return <LoadingState label="Asking for the settings" />;
  }
  const hit = settings.data.filter(({ hits }) => hits > 0);
  const changed = settings.data.filter(({ isDefault }) => !isDefault).length;
  return (
    <>
      {hit.length > 0 && (
        <Notice tone="warning" title="Limits have cut data or queries since the start:">
          {hit.map(({ name, hits }, index) => (
            <span key={name}>
              {index > 0 && ', '}
              <button type="button" className={own.hit} onClick={() => change({ find: name, changed: false }, 'push')}>
                {name}
              </button>{' '}
              {formatCount(hits)}×
            </span>
          ))}
        </Notice>
      )}
      <div className={own.bar}>
        <TextField
          label="Find a setting"
          labelHidden
          placeholder="Find a setting"
          icon={<Search aria-hidden />}
          value={state.find}
          onChange={(event) => change({ find: event.target.value }, 'replace')}
        />
        <label className={own.only}>
          <input type="checkbox" checked={state.changed} onChange={(event) => change({ changed: event.target.checked }, 'replace')} />
          Only what is not at its default ({formatCount(changed)})
        </label>
      </div>
      <section className={styles.card} aria-label="Settings of the server">
        {shown.length === 0 && <p className={styles.none}>No setting fits.</p>}
        <dl className={own.list}>
          {shown.map((setting) => (
            <Setting key={setting.name} setting={setting} />
          ))}
        </dl>
      </section>
    </>
  );
}

function Setting({ setting: { name, value, default: usual, isDefault, inForce = true, secret, description, hits } }: { readonly setting: ServerSetting }) {
  return (
    <div className={own.setting} data-changed={!isDefault || undefined}>
      <dt>
        <span className={own.name}>{name}</span>
        {description !== '' && <span className={own.description}>{description}</span>}
      </dt>
      <dd>
        <span className={own.value}>{wordsOf(value)}</span>
        {secret && <span className={own.note}>not shown</span>}
        {isDefault ? <span className={own.note}>default</span> : <span className={own.note}>default: {secret ? 'not shown' : wordsOf(usual)}</span>}
        {!inForce && <span className={own.cut}>written, but not in force in this release</span>}
        {hits > 0 && <span className={own.cut}>reached {formatCount(hits)}×</span>}
      </dd>
    </div>
  );
}

function wordsOf(value: string | null): string {
  return value === null ? 'not set' : value === '' ? 'empty' : value;
}

/** Settings with the text in name, value or description; those that are not the default or were reached first. */
export function findSettings(settings: readonly ServerSetting[], text: string, onlyChanged: boolean): ServerSetting[] {
  const wanted = text.trim().toLowerCase();
  const weight = ({ hits, isDefault }: ServerSetting) => (hits > 0 ? 0 : isDefault ? 2 : 1);
  return settings
    .filter((setting) => !(onlyChanged && setting.isDefault))
    .filter(({ name, value, description }) => `${name} ${value ?? ''} ${description}`.toLowerCase().includes(wanted))
    .sort((a, b) => weight(a) - weight(b) || (a.name < b.name ? -1 : 1));
}
