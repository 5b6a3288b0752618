import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { layOut } from '../layout';
import { CheatSheetDialog } from './CheatSheetDialog';
import { exampleGroups } from './examples';

describe('the cheat sheet', () => {
  it('hands on the chosen query and closes', async () => {
    const onPick = vi.fn<(query: string) => void>();
    const onOpenChange = vi.fn<(open: boolean) => void>();
    render(<CheatSheetDialog open onOpenChange={onOpenChange} onPick={onPick} />);
    const group = screen.getByRole('region', { name: 'What fails?' });
    await userEvent.click(within(group).getByRole('button', { name: /recorded an exception/ }));
    expect(onPick).toHaveBeenCalledExactlyOnceWith('{ event:name = "exception" }');
    expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false);
  });

  it.each(exampleGroups.flatMap(({ examples }) => examples.map(({ query }) => query)))('shows %s without mistakes', (query) => {
    expect(layOut(query)).not.toBeNull();
  });
});
