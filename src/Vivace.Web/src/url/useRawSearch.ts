import { useSearch } from 'wouter/use-browser-location';

/**
 * The query string exactly as the address bar has it. The hook of the same purpose in the router's main module decodes
 * it once, after which a percent sign within a value cannot be told from an escape.
 */
export function useRawSearch(): string {
  return useSearch();
}
