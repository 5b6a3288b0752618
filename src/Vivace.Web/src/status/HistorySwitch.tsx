import { ChoiceButtons } from '../ui/ChoiceButtons';

const options = [
  { value: 'hour', label: 'Last hour' },
  { value: 'day', label: 'Last 24 hours' },
] as const;

export type HistoryLength = (typeof options)[number]['value'];

/** Chooses what the small charts show. */
export function HistorySwitch({ value, onChange }: { value: HistoryLength; onChange: (value: HistoryLength) => void }) {
  return <ChoiceButtons label="History" value={value} onChange={onChange} options={options} />;
}
