import { RotateCw } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button';
import { ErrorState } from '../ui/ErrorState';
import { PartNotLoadedError } from './lazyPart';

interface Properties {
  children: ReactNode;
  /** What could not be shown. */
  title?: string;
  /** Smaller, around a part of a page. */
  compact?: boolean;
  /** A change of this value, such as the path, tries again. */
  resetKey?: string;
}

interface State {
  error: unknown;
  resetKey: string | undefined;
}

/** Keeps a part that fails from taking the page with it. */
export class ErrorBoundary extends Component<Properties, State> {
  override state: State = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps(properties: Properties, state: State): Partial<State> | null {
    return properties.resetKey === state.resetKey ? null : { error: null, resetKey: properties.resetKey };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const { title = 'This page could not be shown.', compact = false } = this.props;
    // A file that failed once stays failed until the page is loaded anew.
    if (error instanceof PartNotLoadedError) {
      const reload = (
        <Button variant="primary" icon={<RotateCw aria-hidden />} onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      );
      return <ErrorState error={error} title={title} compact={compact} actions={reload} />;
    }
    return <ErrorState error={error} title={title} compact={compact} onRetry={() => this.setState({ error: null })} />;
  }
}
