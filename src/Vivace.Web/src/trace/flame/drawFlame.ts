import { formatDuration } from '../../time/durations';
import { readColor, readToken } from '../../theme/spanColors';
import type { FlameTree } from './FlameTree';
import { visibleRectangles } from './flameGeometry';
import type { FlameLayout } from './layoutFlame';

export const levelHeight = 21;

/** Everything that decides what a flame graph looks like. */
export interface FlameScene {
  readonly tree: FlameTree;
  readonly layout: FlameLayout;
  /** Node that fills the width, -1 for all. */
  readonly zoom: number;
  /** Pixels scrolled away at the top. */
  readonly scrollTop: number;
  readonly width: number;
  readonly height: number;
  readonly hovered: number;
  readonly focused: number;
  labelOf(node: number): string;
  /** CSS colour as it is written, such as `var(--span-3)`. */
  colorOf(node: number): string;
  /** Whether the node has a span that is looked for. */
  isFound(node: number): boolean;
  /** Whether the node has no span that the filter wants. */
  isDimmed(node: number): boolean;
}

interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly error: string;
  readonly accent: string;
  readonly match: string;
  readonly font: string;
  /** From a colour as written to what a canvas takes. */
  resolve(color: string): string;
}

/** Draws what can be seen of a flame graph. Bars are tinted, so that text on them is as readable as on the page in both themes. */
export function drawFlame(context: CanvasRenderingContext2D, scene: FlameScene, pixelRatio: number): void {
  const { tree, layout, width, height } = scene;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  const palette = readPalette();
  context.font = palette.font;
  context.textBaseline = 'middle';
  const characterWidth = context.measureText('abcdefghijklmnopqrstuvwxyz').width / 26;

  const levels = {
    first: Math.floor(scene.scrollTop / levelHeight),
    last: Math.ceil((scene.scrollTop + height) / levelHeight),
  };
  visibleRectangles(tree, layout, scene.zoom, width, levels, ({ node, x, width: wide, level }) => {
    const top = level * levelHeight - scene.scrollTop;
    // A pixel between neighbours, as long as that leaves something.
    const shown = Math.max(wide - (wide > 3 ? 1 : 0), 0.5);
    const dimmed = scene.isDimmed(node);
    const color = palette.resolve(scene.colorOf(node));

    context.globalAlpha = dimmed ? 0.1 : node === scene.hovered ? 0.55 : 0.36;
    context.fillStyle = color;
    context.fillRect(x, top, shown, levelHeight - 1);
    if (!dimmed && scene.isFound(node)) {
      context.globalAlpha = 0.8;
      context.fillStyle = palette.match;
      context.fillRect(x, top, shown, levelHeight - 1);
    }
    context.globalAlpha = dimmed ? 0.25 : 1;
    if (shown > 4) {
      context.fillStyle = color;
      context.fillRect(x, top, 3, levelHeight - 1);
    }
    if (tree.errors[node]! > 0) {
      context.fillStyle = palette.error;
      context.fillRect(x, top + levelHeight - 4, shown, 3);
    }
    if (shown > 24) {
      const room = Math.floor((shown - 12) / characterWidth);
      const label = (tree.errors[node]! > 0 ? '✕ ' : '') + scene.labelOf(node);
      const amount = formatDuration(tree.duration[node]!);
      const middle = top + levelHeight / 2;
      context.globalAlpha = 1;
      context.fillStyle = dimmed ? palette.faint : palette.text;
      context.fillText(label.length <= room ? label : `${label.slice(0, Math.max(room - 1, 0))}…`, x + 8, middle);
      if (label.length + amount.length + 3 < room) {
        context.textAlign = 'right';
        context.fillStyle = dimmed ? palette.faint : palette.muted;
        context.fillText(amount, x + shown - 6, middle);
        context.textAlign = 'left';
      }
    }
    if (node === scene.focused) {
      context.globalAlpha = 1;
      context.strokeStyle = palette.accent;
      context.lineWidth = 2;
      context.strokeRect(x + 1, top + 1, Math.max(shown - 2, 1), levelHeight - 3);
    }
  });
  context.globalAlpha = 1;
}

function readPalette(): Palette {
  const resolved = new Map<string, string>();
  return {
    text: readToken('--text'),
    muted: readToken('--text-muted'),
    faint: readToken('--text-faint'),
    error: readToken('--error'),
    accent: readToken('--accent'),
    match: readToken('--match'),
    font: `12px ${readToken('--font-sans')}`,
    resolve(color) {
      let value = resolved.get(color);
      if (value === undefined) {
        value = readColor(color);
        resolved.set(color, value);
      }
      return value;
    },
  };
}
