const steps = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** The next larger number of traces to ask for, or undefined at the largest that the server gives. */
export function nextLimit(limit: number, most: number): number | undefined {
  const next = steps.find((step) => step >= limit * 2 || (step > limit && step / limit >= 2));
  return next !== undefined && next <= most ? next : undefined;
}
