import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './Button';
import { copyText } from './copyText';
import { IconButton } from './IconButton';

export interface CopyButtonProps {
  /** What is copied, as said in the tooltip: `Copy trace id`. */
  label: string;
  text: string | (() => string);
  /** A button with the label in it instead of an icon. */
  withText?: boolean;
  size?: 'sm' | 'md';
}

export function CopyButton({ label, text, withText = false, size = 'md' }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), 1_600);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    void copyText(typeof text === 'string' ? text : text()).then((copied) => setState(copied ? 'copied' : 'failed'));
  };
  const icon = state === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />;
  const words = state === 'copied' ? 'Copied' : state === 'failed' ? 'Copying is not allowed here' : label;
  return (
    <>
      {withText ? (
        <Button icon={icon} size={size} onClick={copy}>
          {words}
        </Button>
      ) : (
        <IconButton label={words} icon={icon} size={size} onClick={copy} />
      )}
      <span className="visually-hidden" aria-live="polite">
        {state === 'idle' ? '' : words}
      </span>
    </>
  );
}
