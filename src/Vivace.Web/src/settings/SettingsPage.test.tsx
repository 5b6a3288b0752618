import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fullAbout } from '../testing/about';
import { expectAccessible } from '../testing/axe';
import { fakeServer, json } from '../testing/fakeServer';
import { renderPage } from '../testing/renderPage';
import { startTheme } from '../theme/theme';
import { formatDuration } from '../time/durations';
import { useDetailsPreferences } from '../trace/details/detailsPreferences';
import { formatPreferences, readPreferences } from './preferencesFile';
import { defaultPreferences, usePreferences } from './preferences';
import { SettingsPage } from './SettingsPage';

let stopTheme: () => void;

beforeEach(() => {
  usePreferences.getState().reset();
  useDetailsPreferences.getState().change({ place: 'right' });
  // The real list has more than 400 names, which checks of accessibility walk one by one.
  vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['Asia/Tokyo', 'Europe/Berlin', 'UTC']);
  fakeServer({ '/api/vivace/about': json(fullAbout) });
  stopTheme = startTheme();
});

afterEach(() => stopTheme());

describe('the settings', () => {
  it('take effect at once and are kept in the browser', async () => {
    const user = userEvent.setup();
    const view = renderPage(<SettingsPage />, '/settings');
    await user.selectOptions(screen.getByLabelText('Theme'), 'Dark');
    await user.selectOptions(screen.getByLabelText('Density'), 'Comfortable');
    await user.selectOptions(screen.getByLabelText('Motion'), 'Reduced');
    const { dataset } = document.documentElement;
    expect([dataset.theme, dataset.density, dataset.motion]).toEqual(['dark', 'comfortable', 'reduced']);
    expect(JSON.parse(localStorage.getItem('vivace.preferences')!)).toMatchObject({ state: { theme: 'dark', density: 'comfortable' } });
    await expectAccessible(view.container);
  });

  it('show the time as it will be written', async () => {
    const user = userEvent.setup();
    renderPage(<SettingsPage />, '/settings');
    await user.selectOptions(screen.getByLabelText('Time zone'), 'Asia/Tokyo');
    await user.selectOptions(screen.getByLabelText('Clock'), '12');
    // The zone is written at once, and a chosen one that the list has under another name stays chosen.
    expect(screen.getByText(/^Now: \d{4}-\d\d-\d\d \d{1,2}:\d\d:\d\d (AM|PM) UTC\+9$/)).toBeDefined();
    act(() => usePreferences.getState().change({ timeZone: 'US/Eastern' }));
    expect(screen.getByLabelText('Time zone')).toHaveProperty('value', 'US/Eastern');
  });

  it('take only numbers of traces that the server allows', async () => {
    const user = userEvent.setup();
    renderPage(<SettingsPage />, '/settings');
    const field = screen.getByLabelText('Traces of a search');
    await user.clear(field);
    await user.type(field, '50');
    expect(usePreferences.getState().defaultLimit).toBe(50);
    await user.clear(field);
    await user.type(field, '0');
    expect(screen.getByRole('alert').textContent).toBe('Write a number from 1 to 262,144.');
    expect(usePreferences.getState().defaultLimit).toBe(50);
  });

  it('of durations take effect wherever one is written', async () => {
    const user = userEvent.setup();
    renderPage(<SettingsPage />, '/settings');
    expect(screen.getByText('For example 1.23 s')).toBeTruthy();
    await user.selectOptions(screen.getByLabelText('Durations'), 'In milliseconds');
    expect(screen.getByText('For example 1,234.568 ms')).toBeTruthy();
    expect(formatDuration(90_500_000)).toBe('90.5 ms');
    await user.selectOptions(screen.getByLabelText('Span details'), 'Below');
    expect(useDetailsPreferences.getState().place).toBe('bottom');
  });

  it('travel to another browser in a file, and say what they do not know', async () => {
    const user = userEvent.setup();
    renderPage(<SettingsPage />, '/settings');
    const written = JSON.parse(formatPreferences({ ...defaultPreferences, theme: 'dark', defaultLimit: 200 }, 'overlay')) as object;
    const file = (content: string) => Object.assign(new File([content], 'mine.json'), { text: () => Promise.resolve(content) });
    await user.upload(screen.getByLabelText('Settings file'), file(JSON.stringify({ ...written, future: 1, density: 'huge' })));
    expect(await screen.findByText('mine.json is in effect, without what this page does not know: density, future.')).toBeTruthy();
    expect(usePreferences.getState()).toMatchObject({ theme: 'dark', defaultLimit: 200, density: 'compact' });
    expect(useDetailsPreferences.getState().place).toBe('overlay');
    await user.upload(screen.getByLabelText('Settings file'), file('[]'));
    expect((await screen.findByRole('alert')).textContent).toContain('is no file of settings');
  });

  it('give services colors of their own, which suit the theme, travel in the file and are given up one by one', async () => {
    const user = userEvent.setup();
    const root = document.documentElement;
    fakeServer({ '/api/vivace/about': json(fullAbout), '/api/v2/search/tag/resource.service.name/values': json({ tagValues: [{ value: 'pay' }, { value: 'checkout' }] }) });
    const view = renderPage(<SettingsPage />, '/settings');
    await user.selectOptions(screen.getByLabelText('Palette'), 'Color-blind safe (Okabe-Ito)');
    expect(root.dataset.palette).toBe('okabe-ito');
    await waitFor(() => expect([...view.container.querySelectorAll('option')].map(({ value }) => value)).toContain('checkout'));
    for (const service of ['pay', 'checkout']) {
      await user.type(screen.getByLabelText('Service'), service);
      await user.click(screen.getByRole('button', { name: 'Choose a color' }));
    }
    fireEvent.change(screen.getByLabelText('Color of pay'), { target: { value: '#ffff00' } });
    expect(usePreferences.getState().serviceColors).toMatchObject({ pay: '#ffff00' });
    // Yellow does not stand out from white.
    await user.selectOptions(screen.getByLabelText('Theme'), 'Light');
    expect(root.style.getPropertyValue('--chosen-1')).not.toBe('#ffff00');
    expect(screen.getByText('shown darker')).toBeTruthy();
    await user.selectOptions(screen.getByLabelText('Theme'), 'Dark');
    expect(root.style.getPropertyValue('--chosen-1')).toBe('#ffff00');
    await expectAccessible(view.container);
    expect(readPreferences(formatPreferences(usePreferences.getState(), 'right'))).toMatchObject({ ignored: [], preferences: { palette: 'okabe-ito', serviceColors: { pay: '#ffff00' } } });
    expect(readPreferences(JSON.stringify({ format: 'vivace-settings', serviceColors: { pay: 'red' }, palette: 'loud' })).ignored).toEqual(['palette', 'serviceColors']);
    await user.click(screen.getByRole('button', { name: 'Reset pay' }));
    expect(Object.keys(usePreferences.getState().serviceColors)).toEqual(['checkout']);
    await user.click(screen.getByRole('button', { name: 'Reset to defaults' }));
    expect(usePreferences.getState()).toMatchObject(defaultPreferences);
  });

  it('go back to their defaults', async () => {
    const user = userEvent.setup();
    renderPage(<SettingsPage />, '/settings');
    const reset = screen.getByRole('button', { name: 'Reset to defaults' });
    expect(reset).toHaveProperty('disabled', true);
    await user.click(screen.getByLabelText('Use single-key shortcuts'));
    await user.selectOptions(screen.getByLabelText('Default time range'), 'now-24h');
    expect(usePreferences.getState()).toMatchObject({ shortcuts: false, defaultFrom: 'now-24h' });
    await user.click(reset);
    expect(usePreferences.getState()).toMatchObject(defaultPreferences);
  });
});
