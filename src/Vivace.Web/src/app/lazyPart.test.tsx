import { act, render, screen } from '@testing-library/react';
import { Suspense, useState } from 'react';
import { describe, expect, it } from 'vitest';
import { lazyPart } from './lazyPart';

function Counter({ start }: { start: number }) {
  const [count, setCount] = useState(start);
  return <button onClick={() => setCount(count + 1)}>{count}</button>;
}

describe('a part that is fetched when it is shown', () => {
  it('has a placeholder in its place until it is there', async () => {
    const Part = lazyPart(() => Promise.resolve({ Counter }), 'Counter');
    render(
      <Suspense fallback="waiting">
        <Part start={1} />
      </Suspense>,
    );
    expect(screen.getByText('waiting')).toBeDefined();
    expect(await screen.findByRole('button', { name: '1' })).toBeDefined();
  });

  it('is shown at once when it was fetched before', async () => {
    const Part = lazyPart(() => Promise.resolve({ Counter }), 'Counter');
    await Part.preload();
    render(
      <Suspense fallback="waiting">
        <Part start={2} />
      </Suspense>,
    );
    expect(screen.getByRole('button', { name: '2' })).toBeDefined();
  });

  it('keeps its state when it is fetched again', async () => {
    const Part = lazyPart(() => Promise.resolve({ Counter }), 'Counter');
    const view = render(<Part start={3} />, { wrapper: ({ children }) => <Suspense>{children}</Suspense> });
    const button = await screen.findByRole('button', { name: '3' });
    act(() => button.click());
    await act(() => Part.preload());
    view.rerender(<Part start={3} />);
    expect(screen.getByRole('button', { name: '4' })).toBe(button);
  });
});
