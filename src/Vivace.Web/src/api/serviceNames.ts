import { useQuery } from '@tanstack/react-query';
import { getJson } from './client';

/** How far back services are looked for, in seconds. */
const SERVICES_SECONDS = 86_400;

/** Names of the services of the last day, in order. */
export function useServiceNames() {
  return useQuery({ queryKey: ['palette', 'services'], queryFn: ({ signal }) => fetchServices(signal), staleTime: 60_000 });
}

async function fetchServices(signal: AbortSignal): Promise<string[]> {
  const end = Math.ceil(Date.now() / 1_000);
  const answer = await getJson<{ tagValues?: Array<{ value: string }> }>('/api/v2/search/tag/resource.service.name/values', {
    query: { start: end - SERVICES_SECONDS, end },
    signal,
  });
  return (answer.tagValues ?? []).map(({ value }) => value).sort((a, b) => a.localeCompare(b, 'en'));
}
