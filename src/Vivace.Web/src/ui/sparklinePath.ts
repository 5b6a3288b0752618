/** The SVG paths of a small line chart from zero to the highest value: the line, and the area below it. */
export function sparklinePath(values: readonly number[], width: number, height: number): { line: string; area: string } {
  if (values.length === 0) return { line: '', area: '' };
  const highest = Math.max(...values);
  // Half a stroke stays free at both edges so that the line is not cut.
  const y = (value: number) => round(height - 1 - (highest === 0 ? 0 : (value / highest) * (height - 3)));
  const step = values.length === 1 ? width : width / (values.length - 1);
  const points = values.length === 1 ? [values[0]!, values[0]!] : values;
  const line = points.map((value, index) => `${index === 0 ? 'M' : 'L'}${round(index * step)} ${y(value)}`).join('');
  return { line, area: `${line}L${width} ${height}L0 ${height}Z` };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
