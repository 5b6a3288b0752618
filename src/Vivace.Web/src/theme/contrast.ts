/** Red, green and blue of `#rrggbb`, 0 to 255. */
function channels(color: string): [number, number, number] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number, number];
}

/** Relative luminance as WCAG 2 defines it, 0 to 1. */
function luminance(color: string): number {
  const [red, green, blue] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours written `#rrggbb`: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** What marks without text need against what is behind them (WCAG 2, 1.4.11). */
export const MARK_CONTRAST = 3;

/** The colour itself, or the nearest to it, darker on light grounds and lighter on dark ones, that stands out enough. */
export function standOut(color: string, ground: string): string {
  const towards = luminance(ground) > 0.5 ? 0 : 255;
  for (let step = 0; step <= 50; step++) {
    const mixed = `#${channels(color)
      .map((value) => Math.round(value + ((towards - value) * step) / 50).toString(16).padStart(2, '0'))
      .join('')}`;
    if (contrast(mixed, ground) >= MARK_CONTRAST) return mixed;
  }
  return towards === 0 ? '#000000' : '#ffffff';
}
