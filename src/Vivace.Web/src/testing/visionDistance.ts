/** How far two colours written `#rrggbb` are apart for the eye that tells them apart least, in Oklab; tests of palettes use it. */
export function visionDistance(one: string, other: string): number {
  const [a, b] = [linear(one), linear(other)];
  return Math.min(...eyes.map((eye) => Math.hypot(...oklab(eye(a)).map((value, axis) => value - oklab(eye(b))[axis]!))));
}

type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

/** Missing red, green and blue cones (Machado, Oliveira and Fernandes, 2009). */
const deficiencies: readonly Matrix[] = [
  [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
];

const eyes: ReadonlyArray<(color: Vector) => Vector> = [
  (color) => color,
  ...deficiencies.map((matrix) => (color: Vector) => times(matrix, color).map((value) => Math.min(1, Math.max(0, value))) as unknown as Vector),
];

function times(matrix: Matrix, [x, y, z]: Vector): Vector {
  return matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Vector;
}

function linear(color: string): Vector {
  return [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Vector;
}

function oklab(color: Vector): Vector {
  const cones = times([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]], color);
  return times(
    [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]],
    cones.map(Math.cbrt) as unknown as Vector,
  );
}
