import { Link, useLocation } from 'wouter';
import { EmptyState } from '../ui/EmptyState';

export function NotFoundPage() {
  const [path] = useLocation();
  return (
    <>
      <h1 className="visually-hidden">Page not found</h1>
      <EmptyState title="There is no such page" actions={<Link href="/explore">Go to Explore</Link>}>
        Nothing is shown at <code>{path.slice(0, 200)}</code>.
      </EmptyState>
    </>
  );
}
