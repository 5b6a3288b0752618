import type { RowColors } from '../colors/RowColors';
import { readColor, readToken } from '../../theme/spanColors';
import type { Lanes } from './lanes';

/** Draws the lanes in the colors of their spans, the denser the stronger, and failed spans on top. */
export function paintMinimap(context: CanvasRenderingContext2D, lanes: Lanes, colors: RowColors, height: number): void {
  const { laneCount, width, cover, code, errors } = lanes;
  context.clearRect(0, 0, width, height);
  const laneHeight = height / laneCount;
  const thickness = Math.max(laneHeight >= 3 ? laneHeight - 1 : laneHeight, 1);
  const resolved = resolveColors(colors);
  let most = 1;
  for (const spans of cover) if (spans > most) most = spans;
  const steps = Math.log2(most + 1);

  for (let lane = 0; lane < laneCount; lane++) {
    if (code[lane]! < 0) continue;
    context.fillStyle = resolved(code[lane]!);
    let from = 0;
    for (let pixel = 1; pixel <= width; pixel++) {
      const before = cover[lane * width + from]!;
      if (pixel < width && cover[lane * width + pixel] === before) continue;
      if (before > 0) {
        context.globalAlpha = 0.45 + 0.55 * (Math.log2(before + 1) / steps);
        context.fillRect(from, Math.floor(lane * laneHeight), pixel - from, thickness);
      }
      from = pixel;
    }
  }
  context.globalAlpha = 1;
  context.fillStyle = readToken('--error');
  // Few failures are to be seen at once, many are not to cover everything else.
  const mark = errors.length > 200 ? 1 : Math.max(Math.ceil(thickness), 2);
  const wide = errors.length > 200 ? 2 : 3;
  for (let at = 0; at < errors.length; at += 2) {
    context.fillRect(errors[at + 1]! - 1, Math.floor(errors[at]! * laneHeight), wide, mark);
  }
}

function resolveColors(colors: RowColors): (code: number) => string {
  const known = new Map<number, string>();
  return (code) => {
    let color = known.get(code);
    if (color === undefined) {
      color = readColor(colors.css[code] ?? 'var(--text-faint)');
      known.set(code, color);
    }
    return color;
  };
}
