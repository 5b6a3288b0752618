import { scanMeaning, type Token } from './scan';

/** The parts of a query: stages between `|` at the outermost level, and the hints `with(...)` behind them. */
export interface QueryParts {
  /** Text of each stage, trimmed; the first is the filter or spanset expression. */
  readonly stages: readonly string[];
  /** `with(...)` groups as written, or empty. */
  readonly hints: string;
  /** Index of the stage that makes it a metrics query, or -1. */
  readonly metricsStage: number;
}

const metricsFunctions = new Set([
  'rate', 'count_over_time', 'min_over_time', 'max_over_time', 'avg_over_time', 'sum_over_time', 'quantile_over_time', 'histogram_over_time', 'compare',
]);

/** Cuts a query at its outermost `|` and before its hints. */
export function splitQuery(text: string): QueryParts {
  const tokens = scanMeaning(text);
  const cuts: number[] = [];
  let depth = 0;
  let hintsAt = tokens.length;
  let metricsStage = -1;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i]!;
    if (token.kind === 'open') depth += 1;
    else if (token.kind === 'close') depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if (token.text === '|') cuts.push(i);
    else if (token.text === 'with' && tokens[i + 1]?.text === '(') {
      hintsAt = i;
      break;
    } else if (metricsStage < 0 && token.kind === 'word' && metricsFunctions.has(token.text) && tokens[i + 1]?.text === '(') {
      metricsStage = cuts.length;
    }
  }

  const stages: string[] = [];
  let from = 0;
  for (const cut of [...cuts, hintsAt]) {
    stages.push(slice(text, tokens, from, cut));
    from = cut + 1;
  }
  return { stages, hints: slice(text, tokens, hintsAt, tokens.length), metricsStage };
}

/** The query without metrics functions and hints: what selects its spans. */
export function spansetPart(text: string): string {
  const { stages, metricsStage } = splitQuery(text);
  return (metricsStage < 0 ? stages : stages.slice(0, metricsStage)).join(' | ');
}

/** Whether the query computes series instead of finding spans; arithmetic with metrics in parentheses does, too. */
export function isMetricsQuery(text: string): boolean {
  const tokens = scanMeaning(text);
  let braces = 0;
  return tokens.some((token, i) => {
    if (token.text === '{') braces += 1;
    if (token.text === '}') braces -= 1;
    return braces === 0 && token.kind === 'word' && metricsFunctions.has(token.text) && tokens[i + 1]?.text === '(';
  });
}

/**
 * Adds a stage behind the query's last one and before its hints. A metrics query loses its metrics stages first, because nothing that
 * works on spans may follow them.
 */
export function appendStage(text: string, stage: string): string {
  const { stages, hints, metricsStage } = splitQuery(text);
  const kept = metricsStage < 0 ? stages : stages.slice(0, metricsStage);
  return [[...kept, stage].join(' | '), hints].filter((part) => part !== '').join(' ');
}

/** A metrics query over the spans that `text` finds. */
export function metricsOver(text: string, metrics: string): string {
  return `${spansetPart(text)} | ${metrics}`;
}

function slice(text: string, tokens: readonly Token[], from: number, to: number): string {
  return from >= to ? '' : text.slice(tokens[from]!.start, tokens[to - 1]!.end);
}
