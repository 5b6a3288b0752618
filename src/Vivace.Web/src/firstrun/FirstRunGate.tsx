import { useQuery } from '@tanstack/react-query';
import { Suspense, useState, type ReactNode } from 'react';
import { useAbout } from '../api/about';
import { lazyPart } from '../app/lazyPart';
import { exploreCodec } from '../url/exploreRoute';
import { useRawSearch } from '../url/useRawSearch';
import { fetchHasData } from './hasData';

const FirstRunPage = lazyPart(() => import('./FirstRunPage'), 'FirstRunPage');

/**
 * Shows how to send spans in place of Explore while the server has none at all. Explore is not held up by the question,
 * and a link with a query always opens Explore.
 */
export function FirstRunGate({ children }: { children: ReactNode }) {
  const about = useAbout();
  const asked = exploreCodec.parse(useRawSearch()).state.q !== '';
  const [skipped, setSkipped] = useState(false);
  const hasData = useQuery({
    queryKey: ['firstrun', 'hasData'],
    queryFn: ({ signal }) => fetchHasData(about, signal),
    enabled: about !== undefined && !asked,
    staleTime: Infinity,
    gcTime: Infinity,
    refetchOnWindowFocus: false,
  });
  if (hasData.data !== false || asked || skipped) return children;
  return (
    <Suspense fallback={null}>
      <FirstRunPage onSkip={() => setSkipped(true)} />
    </Suspense>
  );
}
