/** A change against the window before; `Infinity` is new. */
export function ChangeText({ percent }: { readonly percent: number | undefined }) {
  if (percent === undefined) return <>–</>;
  if (percent === Number.POSITIVE_INFINITY) return <>new</>;
  const rounded = Math.round(percent);
  return <>{rounded > 0 ? '+' : rounded < 0 ? '−' : '±'}{Math.abs(rounded).toLocaleString('en')} %</>;
}
