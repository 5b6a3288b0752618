/** Forms of text that have a view of their own beside the raw value. */
export type ValueKind = 'plain' | 'json' | 'sql' | 'url' | 'markdown' | 'stack';
