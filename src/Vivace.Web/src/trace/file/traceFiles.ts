/** Names and types of files that may hold a trace, as an input for files takes them. */
export const traceFiles = '.json,.jsonl,.ndjson,.gz,application/json';
