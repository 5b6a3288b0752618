import { Component, type ReactNode } from 'react';
import { ErrorState } from '../ui/ErrorState';

interface Properties {
  children: ReactNode;
  /** What could not be shown. */
  title?: string;
  /** Smaller, around a part of a page. */
  compact?: boolean;
}

/** Keeps a part that fails from taking the page with it. */
export class ErrorBoundary extends Component<Properties, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <ErrorState
        error={this.state.error}
        title={this.props.title ?? 'This page could not be shown.'}
        compact={this.props.compact ?? false}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
