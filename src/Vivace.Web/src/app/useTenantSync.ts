import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { useAboutQuery, type About } from '../api/about';
import { useTenant } from '../api/tenant';
import { useDelayed } from '../ui/Skeleton';
import { codecOf } from '../url/routes';
import { useRawSearch } from '../url/useRawSearch';

const STORAGE_KEY = 'vivace.tenant';

/** The tenant to show: the URL's, else the last one on this machine, else the first that the server names. */
export function chooseTenant(about: About | undefined, fromUrl: string, remembered: string | null): string | null {
  if (about === undefined || about === null) return fromUrl === '' ? null : fromUrl;
  if (!about.multitenancy) return about.features.length === 0 && fromUrl !== '' ? fromUrl : null;
  if (about.tenants.length === 1) return about.tenants[0]!;
  if (fromUrl !== '') return fromUrl;
  if (remembered !== null && (about.tenants.length === 0 || about.tenants.includes(remembered))) return remembered;
  return about.tenants[0] ?? null;
}

/**
 * Keeps the tenant of the requests and of the URL in step. Pages wait until it is known, which is when the server
 * has described itself, or after two seconds without an answer.
 */
export function useTenantSync(): { ready: boolean; tenant: string | null } {
  const { data: about, isPending } = useAboutQuery();
  const late = useDelayed(2_000);
  const queryClient = useQueryClient();
  const current = useTenant((state) => state.tenant);
  const choose = useTenant((state) => state.choose);
  const [path] = useLocation();
  const search = useRawSearch();
  const codec = codecOf(path);
  const fromUrl = codec?.parse(search).state.tenant ?? '';
  const wanted = chooseTenant(about, fromUrl, localStorage.getItem(STORAGE_KEY));
  const shownInUrl = about !== undefined && about.multitenancy && about.tenants.length !== 1;

  useEffect(() => {
    if (current === wanted) return;
    choose(wanted);
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'about' });
  }, [current, wanted, choose, queryClient]);

  useEffect(() => {
    if (!shownInUrl || wanted === null || codec === null) return;
    localStorage.setItem(STORAGE_KEY, wanted);
    if (fromUrl === wanted) return;
    navigate(path + codec.format({ ...codec.parse(window.location.search).state, tenant: wanted }), { replace: true });
  }, [shownInUrl, wanted, fromUrl, path, codec]);

  return { ready: (!isPending || late) && current === wanted, tenant: wanted };
}
