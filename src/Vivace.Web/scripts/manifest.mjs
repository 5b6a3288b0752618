// What the build says of its files: which of them a browser needs to show a page.
import { readFileSync } from 'node:fs';

/** What each page shows first, by the first part of its address. Explore searches by itself, so its results belong to it. */
const PARTS = {
  explore: ['src/explore/ExplorePage.tsx', 'src/explore/ExploreResults.tsx', 'src/explore/chart/DurationChart.tsx'],
  drilldown: ['src/drilldown/DrilldownPage.tsx', 'src/explore/chart/DurationChart.tsx'],
  trace: ['src/trace/TracePage.tsx'],
  services: ['src/services/ServicesPage.tsx'],
  compare: ['src/compare/ComparePage.tsx'],
  status: ['src/status/StatusPage.tsx'],
  settings: ['src/settings/SettingsPage.tsx'],
};

/** The manifest of a build. */
export class Manifest {
  #chunks;

  /** Reads it from the folder that the page was built into. */
  constructor(dist) {
    this.#chunks = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, 'utf8'));
  }

  /** The files of entries, their static imports before them, in the order in which their styles apply. */
  filesOf(...keys) {
    const found = new Set();
    const seen = new Set();
    const visit = (key) => {
      if (seen.has(key)) return;
      seen.add(key);
      const chunk = this.#chunks[key];
      if (chunk === undefined) throw new Error(`The build has no chunk of ${key}; name it in scripts/ as it is now.`);
      for (const imported of chunk.imports ?? []) visit(imported);
      found.add(chunk.file);
      for (const style of chunk.css ?? []) found.add(style);
    };
    for (const key of keys) visit(key);
    return [...found];
  }

  /** The files that a page needs, those of the frame included. */
  filesOfPage(page) {
    return this.filesOf('index.html', ...PARTS[page]);
  }

  /** The files that a page needs beyond those which index.html names, by the first part of its address. */
  filesOfPages() {
    const frame = new Set(this.filesOf('index.html'));
    const beyond = (page) => this.filesOfPage(page).filter((file) => !frame.has(file));
    return Object.fromEntries(Object.keys(PARTS).map((page) => [page, beyond(page)]));
  }
}
