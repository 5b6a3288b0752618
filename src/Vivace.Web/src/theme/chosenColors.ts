import { usePreferences } from '../settings/preferences';
import { standOut } from './contrast';
import type { ResolvedTheme } from './theme';

/** Of the grounds that marks lie on, the one that leaves least contrast; as tokens.css has them. */
export const hardestGround: Readonly<Record<ResolvedTheme, string>> = { light: '#f6f6f8', dark: '#16171d' };

/** What a chosen colour becomes where it has to stand out. */
export function shownColor(color: string, theme: ResolvedTheme): string {
  return standOut(color, hardestGround[theme]);
}

/** The colour that a person chose for a service, for use in CSS and on canvases; undefined without one. */
export function chosenColor(service: string): string | undefined {
  const { serviceColors } = usePreferences.getState();
  if (!Object.hasOwn(serviceColors, service)) return undefined;
  return `var(--chosen-${Object.keys(serviceColors).indexOf(service) + 1})`;
}

/** Writes the chosen colours to an element as custom properties, each as it suits the theme. */
export function writeChosenColors(element: HTMLElement, theme: ResolvedTheme): void {
  const colors = Object.values(usePreferences.getState().serviceColors);
  for (let i = 0; i < colors.length; i++) element.style.setProperty(`--chosen-${i + 1}`, shownColor(colors[i]!, theme));
}
