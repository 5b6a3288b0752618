import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { palettes, type PaletteChoice } from '../settings/preferences';
import { visionDistance } from '../testing/visionDistance';
import { hardestGround, shownColor } from './chosenColors';
import { contrast, MARK_CONTRAST } from './contrast';
import { SPAN_COLOR_COUNT } from './spanColors';

const css = ['tokens.css', 'palettes.css'].map((file) => readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n');
const themes = ['light', 'dark'] as const;

/** The values of a rule's properties by their names. */
function valuesOf(selector: string): Map<string, string> {
  const at = css.indexOf(`${selector} {`);
  if (at < 0) throw new Error(`There is no rule for ${selector}.`);
  return new Map([...css.slice(at, css.indexOf('}', at)).matchAll(/(--[\w-]+): ([^;]+);/g)].map(([, name, value]) => [name!, value!]));
}

const tokensOf = (theme: (typeof themes)[number]) => valuesOf(`[data-theme='${theme}']`);

function colorsOf(palette: PaletteChoice, theme: (typeof themes)[number]): string[] {
  const values = palette === 'default' ? tokensOf(theme) : valuesOf(theme === 'dark' ? `[data-theme='dark'][data-palette='${palette}']` : `\n[data-palette='${palette}']`);
  return Array.from({ length: SPAN_COLOR_COUNT }, (_, place) => values.get(`--span-${place + 1}`)!);
}

describe.each(themes)('the colors of the %s theme', (theme) => {
  const grounds = ['--surface', '--background'].map((name) => tokensOf(theme).get(name)!);

  it.each(palettes)('stand out from the page and differ: %s', (palette) => {
    const colors = colorsOf(palette, theme);
    expect(new Set(colors).size).toBe(SPAN_COLOR_COUNT);
    const least = palette === 'contrast' ? 7 : MARK_CONTRAST;
    expect(colors.filter((color) => grounds.some((ground) => contrast(color, ground) < least))).toEqual([]);
  });

  it('of the color-blind safe palette differ with every kind of color vision', () => {
    const first = colorsOf('okabe-ito', theme).slice(0, 8);
    const distances = first.flatMap((one, place) => first.slice(0, place).map((other) => visionDistance(one, other)));
    expect(Math.min(...distances)).toBeGreaterThan(0.09);
    // The usual ones do not; if they did, the other palette would not be needed.
    const usual = colorsOf('default', theme).slice(0, 8);
    expect(Math.min(...usual.flatMap((one, place) => usual.slice(0, place).map((other) => visionDistance(one, other))))).toBeLessThan(0.05);
  });

  it('that a person chose stand out whatever was chosen, and stay what they are when they do', () => {
    expect(Math.min(...grounds.map((ground) => contrast(hardestGround[theme], ground)))).toBe(1);
    for (const chosen of ['#000000', '#ffffff', '#ffff00', '#101080', '#808080', '#ff0000', '#f5f5f5', '#1a1a1a']) {
      const shown = shownColor(chosen, theme);
      expect(Math.min(...grounds.map((ground) => contrast(shown, ground)))).toBeGreaterThanOrEqual(MARK_CONTRAST);
      if (grounds.every((ground) => contrast(chosen, ground) >= MARK_CONTRAST)) expect(shown).toBe(chosen);
    }
  });
});
