import { queryOptions, useQuery } from '@tanstack/react-query';
import { ApiError } from './ApiError';
import { getJson } from './client';

export interface Receiver {
  protocol: 'grpc' | 'http';
  host: string;
  port: number;
  tls: boolean;
  path?: string;
}

/** What a server can do beyond Tempo's own endpoints. */
export type Feature =
  | 'complete'
  | 'validate'
  | 'search'
  | 'skeleton'
  | 'spans'
  | 'match'
  | 'links'
  | 'status'
  | 'servicegraph'
  | 'structure'
  | 'exceptions'
  | 'metrics-stream'
  | 'queries'
  | 'storage'
  | 'storage-attributes'
  | 'settings';

export interface About {
  product: string;
  version: string;
  access: string;
  multitenancy: boolean;
  tenants: string[];
  dataSource: { url: string } | null;
  receivers: Receiver[];
  features: Feature[];
  limits: {
    searchMaxLimit?: number;
    searchMaxRangeSeconds?: number;
    metricsMaxRangeSeconds?: number;
    retentionSeconds?: number;
  };
}

/** What is assumed of a server that does not describe itself: Tempo's endpoints and nothing more. */
export const plainTempo: About = {
  product: 'Tempo',
  version: '',
  access: '',
  multitenancy: false,
  tenants: [],
  dataSource: null,
  receivers: [],
  features: [],
  limits: {},
};

/** Reads the server's description; a server without one, or with another answer, is taken for a plain Tempo. */
export async function fetchAbout(signal?: AbortSignal): Promise<About> {
  try {
    const answer = await getJson<Partial<About> | null>('/api/vivace/about', { signal });
    if (answer === null || typeof answer !== 'object' || !Array.isArray(answer.features)) return plainTempo;
    return { ...plainTempo, ...answer };
  } catch (error) {
    // No answer and a failing server are errors; everything else means that the server does not know the question.
    if (error instanceof ApiError && (error.isOffline || error.status >= 500 || error.status === 401 || error.status === 403)) throw error;
    if (error instanceof ApiError) return plainTempo;
    throw error;
  }
}

/** The server's description, asked for once. `undefined` while it is not known yet. */
export function useAbout(): About | undefined {
  return useAboutQuery().data;
}

/** The question behind `useAbout`. */
export const aboutQuery = queryOptions({ queryKey: ['about'], queryFn: ({ signal }) => fetchAbout(signal), staleTime: 60_000 });

export function useAboutQuery() {
  return useQuery(aboutQuery);
}

/** Whether the server has an extra: `undefined` while it is not known yet. */
export function useFeature(feature: Feature): boolean | undefined {
  return useAbout()?.features.includes(feature);
}
