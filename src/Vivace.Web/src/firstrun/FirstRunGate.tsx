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
 * a link with a query always opens Explore, and so does a page that shows another server's data.
 */
export function FirstRunGate({ children }: { children: ReactNode }) {
  const about = useAbout();
  const asked = exploreCodec.parse(useRawSearch()).state.q !== '';
  const [skipped, setSkipped] = useState(false);
  const hasData = useQuery({
    queryKey: ['firstrun', 'hasData'],
    queryFn: ({ signal }) => fetchHasData(about, signal),
    enabled: about !== undefined && about.dataSource === null && !asked,
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
