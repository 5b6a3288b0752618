import { Suspense, useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { DroppedParameters } from './DroppedParameters';
import { freshDrilldownUrl, useLastDrilldown } from './drilldownLink';
import { freshExploreUrl, useLastExplore } from './exploreLink';
import { Header } from './Header';
import { lazyPart } from './lazyPart';
import { NewVersionBanner } from './NewVersionBanner';
import { OfflineBanner } from './OfflineBanner';
import styles from './Shell.module.css';
import { useShortcuts } from './shortcuts';
import { SignInGate } from './SignInGate';
import { Toasts } from './Toasts';
import { usePasteOffer } from './usePasteOffer';
import { ErrorBoundary } from './ErrorBoundary';

const HelpDialog = lazyPart(() => import('./HelpDialog'), 'HelpDialog');
const loadPalette = () => import('./palette/CommandPalette');
const CommandPalette = lazyPart(loadPalette, 'CommandPalette');

/** The frame of every page: header above, banners below it, then the page, which scrolls by itself. */
export function Shell({ children }: { children: ReactNode }) {
  const [path, navigate] = useLocation();
  const [helpOpen, setHelpOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  usePasteOffer();
  useEffect(() => {
    // Whoever opens the palette types at once, so it has to be there.
    const timer = setTimeout(() => void loadPalette().catch(() => undefined), 2_000);
    return () => clearTimeout(timer);
  }, []);
  useShortcuts([
    { keys: 'Mod+k', group: 'Everywhere', description: 'Find a page, trace, query or service', run: () => setPaletteOpen((open) => !open) },
    { keys: '?', group: 'Everywhere', description: 'Keyboard shortcuts', run: () => setHelpOpen(true) },
    {
      keys: 'g e',
      group: 'Everywhere',
      description: 'Go to Explore',
      run: () => {
        if (path !== '/explore') navigate(useLastExplore.getState().url || freshExploreUrl());
      },
    },
    {
      keys: 'g d',
      group: 'Everywhere',
      description: 'Go to Drilldown',
      run: () => {
        if (path !== '/drilldown') navigate(useLastDrilldown.getState().url || freshDrilldownUrl());
      },
    },
    { keys: 'g s', group: 'Everywhere', description: 'Go to Services', run: () => path !== '/services' && navigate('/services') },
    { keys: 'g a', group: 'Everywhere', description: 'Go to Status', run: () => navigate('/status') },
  ]);

  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        Skip to the page
      </a>
      <Header onHelp={() => setHelpOpen(true)} onPalette={() => setPaletteOpen(true)} />
      <div className={styles.banners}>
        <OfflineBanner />
        <SignInGate />
        <NewVersionBanner />
        <DroppedParameters />
      </div>
      <main className={styles.main} id="main" tabIndex={-1}>
        {children}
      </main>
      {helpOpen && (
        <ErrorBoundary title="The help could not be shown." compact>
          <Suspense fallback={null}>
            <HelpDialog open onOpenChange={setHelpOpen} />
          </Suspense>
        </ErrorBoundary>
      )}
      {paletteOpen && (
        <ErrorBoundary title="The palette could not be shown." compact>
          <Suspense fallback={null}>
            <CommandPalette onClose={() => setPaletteOpen(false)} onHelp={() => setHelpOpen(true)} />
          </Suspense>
        </ErrorBoundary>
      )}
      <Toasts />
    </div>
  );
}
