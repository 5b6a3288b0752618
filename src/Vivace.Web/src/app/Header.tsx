import { CircleHelp, Search, Settings, TextSearch } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useAbout } from '../api/about';
import { TimeRangePicker } from '../time/TimeRangePicker';
import { IconButton } from '../ui/IconButton';
import { Popover } from '../ui/Popover';
import { freshExploreUrl } from './exploreLink';
import styles from './Header.module.css';
import { MoreMenu } from './MoreMenu';
import { OpenAccessMark } from './OpenAccessMark';
import { PageLinks } from './PageLinks';
import { ProductMark } from './ProductMark';
import { RefreshControl } from './RefreshControl';
import { ShareMenu } from './ShareMenu';
import { TenantSwitcher } from './TenantSwitcher';
import { ThemeMenu } from './ThemeMenu';
import { TraceIdBox } from './TraceIdBox';
import { NARROW, useMediaQuery } from './useMediaQuery';
import { useTimeRange } from './useTimeRange';

interface HeaderProps {
  onHelp: () => void;
  onPalette: () => void;
}

export function Header(properties: HeaderProps) {
  const narrow = useMediaQuery(NARROW);
  return (
    <header className={styles.header}>
      {narrow ? <NarrowHeader {...properties} /> : <WideHeader {...properties} />}
    </header>
  );
}

function WideHeader({ onHelp, onPalette }: HeaderProps) {
  const [path, navigate] = useLocation();
  return (
    <div className={styles.row}>
      <Home />
      <PageLinks />
      <TenantSwitcher />
      <OpenAccessMark />
      <span className={styles.gap} />
      <TraceIdBox />
      <RangeControls />
      <div className={styles.icons}>
        <IconButton label="Find or go to" shortcut="Mod+k" icon={<TextSearch aria-hidden />} onClick={onPalette} />
        <ShareMenu />
        <ThemeMenu />
        <IconButton
          label="Settings"
          icon={<Settings aria-hidden />}
          aria-current={path === '/settings' ? 'page' : undefined}
          onClick={() => navigate('/settings')}
        />
        <IconButton label="Keyboard shortcuts" shortcut="?" icon={<CircleHelp aria-hidden />} onClick={onHelp} />
      </div>
    </div>
  );
}

function NarrowHeader({ onHelp, onPalette }: HeaderProps) {
  const [searching, setSearching] = useState(false);
  const ranged = useTimeRange() !== null;
  const about = useAbout();
  const secondRow = ranged || (about?.multitenancy === true && about.tenants.length !== 1);
  return (
    <>
      <div className={styles.row}>
        <Home />
        <PageLinks />
        <span className={styles.gap} />
        <OpenAccessMark short />
        <Popover
          open={searching}
          onOpenChange={setSearching}
          align="end"
          label="Open a trace"
          trigger={<IconButton label="Open a trace by its id" icon={<Search aria-hidden />} />}
        >
          <div className={styles.search}>
            <TraceIdBox inPanel onOpened={() => setSearching(false)} />
          </div>
        </Popover>
        <MoreMenu onHelp={onHelp} onPalette={onPalette} />
      </div>
      {secondRow && (
        <div className={styles.row}>
          <TenantSwitcher />
          <RangeControls />
        </div>
      )}
    </>
  );
}

function Home() {
  return (
    <Link href={freshExploreUrl()} className={styles.home ?? ''} aria-label="Vivace, to Explore">
      <ProductMark />
    </Link>
  );
}

/** The time range where the page has one, and refresh everywhere. */
function RangeControls() {
  const timeRange = useTimeRange();
  return (
    <div className={styles.range}>
      {timeRange !== null && <TimeRangePicker range={timeRange.range} onChange={(range) => timeRange.change(range)} />}
      <RefreshControl />
    </div>
  );
}
