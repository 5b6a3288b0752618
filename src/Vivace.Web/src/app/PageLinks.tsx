import { useEffect } from 'react';
import { useFeature } from '../api/about';
import { Link, useLocation } from 'wouter';
import { usePreferences } from '../settings/preferences';
import { useRawSearch } from '../url/useRawSearch';
import { freshDrilldownUrl, useLastDrilldown } from './drilldownLink';
import { freshExploreUrl, useLastExplore } from './exploreLink';
import styles from './PageLinks.module.css';

/** The links to the pages. Explore and Drilldown remember what they showed while one is elsewhere; clicked on the page itself they start anew. */
export function PageLinks() {
  const [path] = useLocation();
  const search = useRawSearch();
  const last = useLastExplore((state) => state.url);
  const lastDrilldown = useLastDrilldown((state) => state.url);
  usePreferences((state) => state.defaultFrom);
  useEffect(() => {
    if (path === '/explore') useLastExplore.setState({ url: path + search });
    if (path === '/drilldown') useLastDrilldown.setState({ url: path + search });
  }, [path, search]);

  const exploreHref = path === '/explore' || last === '' ? freshExploreUrl() : last;
  const drilldownHref = path === '/drilldown' || lastDrilldown === '' ? freshDrilldownUrl() : lastDrilldown;
  const hasGraph = useFeature('servicegraph') !== false;
  const pages = [
    { href: exploreHref, label: 'Explore', current: path === '/explore' },
    { href: drilldownHref, label: 'Drilldown', current: path === '/drilldown' },
    ...(hasGraph ? [{ href: '/services', label: 'Services', current: path === '/services' }] : []),
    { href: '/status', label: 'Status', current: path === '/status' },
  ];
  return (
    <nav aria-label="Pages" className={styles.pages}>
      {pages.map(({ href, label, current }) => (
        <Link key={label} href={href} className={styles.page ?? ''} aria-current={current ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
