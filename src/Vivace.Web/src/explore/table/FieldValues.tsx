/** The values that a field has among a trace's listed spans. */
export function FieldValues({ values }: { values: readonly string[] }) {
  if (values.length === 0) return <span aria-label="no value">–</span>;
  return <span title={values.join('\n')}>{values.slice(0, 3).join(', ')}{values.length > 3 && `, +${values.length - 3}`}</span>;
}
