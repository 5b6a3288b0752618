import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';

/** Renders at a URL with a fresh request cache that does not retry. */
export function renderPage(element: ReactNode, url = '/'): RenderResult & { queryClient: QueryClient } {
  window.history.replaceState(null, '', url);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: 0 }, mutations: { retry: false } } });
  const result = render(<QueryClientProvider client={queryClient}>{element}</QueryClientProvider>);
  return { ...result, queryClient };
}
