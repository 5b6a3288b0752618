import { ArrowUpRight, Inbox, LogIn, Send, type LucideIcon } from 'lucide-react';
import { kindName } from '../model/SpanFlag';

const icons: readonly (LucideIcon | null)[] = [null, null, LogIn, ArrowUpRight, Send, Inbox];

/** A small sign for the span kinds that say something: server, client, producer, consumer. */
export function KindIcon({ kind, className }: { readonly kind: number; readonly className?: string | undefined }) {
  const Icon = icons[kind];
  if (Icon === null || Icon === undefined) return null;
  return <Icon role="img" aria-label={kindName(kind)} className={className} />;
}
