import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import styles from './Shell.module.css';

const pages = [
  { href: '/explore', label: 'Explore' },
  { href: '/status', label: 'Status' },
] as const;

/** The frame of every page: header above, the page below, which scrolls by itself. */
export function Shell({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  return (
    <div className={styles.shell}>
      <header className={styles.header}>
        <Link href="/explore" className={styles.product}>
          Vivace
        </Link>
        <nav aria-label="Pages" className={styles.pages}>
          {pages.map(({ href, label }) => (
            <Link key={href} href={href} className={styles.page} aria-current={path.startsWith(href) ? 'page' : undefined}>
              {label}
            </Link>
          ))}
        </nav>
      </header>
      <main className={styles.main} id="main">
        {children}
      </main>
    </div>
  );
}
