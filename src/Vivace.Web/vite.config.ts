import { lezer } from '@lezer/generator/rollup';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** The server whose API the development server and the preview show; the query port of a local Vivace. */
const apiTarget = process.env.VIVACE_API ?? 'http://127.0.0.1:3200';
const proxy = { '/api': { target: apiTarget, changeOrigin: false } };

export default defineConfig({
  // Grammars are compiled as they are imported, also under vitest.
  plugins: [react(), lezer()],
  // The server replaces the placeholder with a fresh nonce in every answer.
  html: { cspNonce: '__CSP_NONCE__' },
  server: { host: '127.0.0.1', port: 5173, proxy },
  preview: { host: '127.0.0.1', port: 4173, proxy },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    manifest: true,
    // Everything is a file of its own: the policy of the page allows no inline code.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2 },
            // What the frame of every page uses; one file compresses better than ten.
            {
              name: 'frame',
              test: /node_modules[\\/](@radix-ui[\\/](?!react-(dialog|tabs)[\\/])|@floating-ui|@tanstack[\\/](react-query|query-core)|wouter|zustand|react-remove-scroll|aria-hidden)/,
              priority: 1,
            },
            // Small parts of nearly every page: one file compresses better than twenty, and stays one whatever other pages share.
            {
              name: 'parts',
              test: /src[\\/](api[\\/]|url[\\/]|time[\\/](durations|ranges|instants|zones|useZone|describeRange)\.|ui[\\/](classes|Tabs|IconButton|CopyButton|copyText|LoadingState|Skeleton|TextField|Select|formatNumbers|Button|Stale|PartialBanner|Notice|ErrorState|describeRefusal|Tooltip|Keys|ButtonLink|ChoiceButtons)\.|trace[\\/]download[\\/]saveFile\.|explore[\\/]json\.|settings[\\/]preferences\.|app[\\/](useMediaQuery|recents)\.|theme[\\/](spanColors|serviceColors)\.|traceql[\\/](literals|words|server)\.)|lucide-react[\\/]dist[\\/]esm[\\/]icons[\\/](arrow-up|chart-line|columns-3|download|ellipsis-vertical|eye-off|git-compare-arrows|plus|rotate-ccw)\./,
              priority: 1,
            },
            // What every search loads and a drilldown shares, for the same reason.
            {
              name: 'search',
              test: /src[\\/](explore[\\/](run[\\/](useSearch|runSearch|searchState|searchEvents|searchParameters|queryForRun)|query[\\/](pipeline|scan|conjuncts|attributes|durationFilter)|results[\\/](traceResult|sortOrder|resultSet)|series[\\/]units|builder[\\/](useTags|tagApi)|chart[\\/](scale|heatmap|series|fetchChart))|traceql[\\/](builder|builderRows|readConditions|writeCondition|parser|syntaxClasses|TraceQLText))\./,
              priority: 0,
            },
            // What charts over time are made of.
            {
              name: 'charts',
              test: /src[\\/](explore[\\/]chart[\\/](ChartFrame|ChartTooltip|DotFacts|PlotArea|TooltipBox|brush|drawChart|plot|pointFacts|useDotSummary|useTimeAxis|useWidth)|ui[\\/](TimeCursorLine|TimeCursorLayer|timeCursor))\./,
              priority: 1,
            },
            // Queries are coloured and read on pages that need no editor.
            { name: 'lezer', test: /node_modules[\\/]@lezer[\\/]/, priority: 2 },
            {
              name: 'codemirror',
              test: /node_modules[\\/](@codemirror|@marijn|style-mod|w3c-keyname|crelt)[\\/]/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
    unstubGlobals: true,
    css: { modules: { classNameStrategy: 'non-scoped' } },
    maxWorkers: 2,
    // Nothing here waits for time; a busy machine may still take its own.
    testTimeout: 30_000,
  },
});
