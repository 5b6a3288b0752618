// Runs before the first paint so that the chosen theme never flashes in the other one.
// Kept in step with src/theme/theme.ts and src/settings/preferences.ts.
(function () {
  var theme = 'system';
  try {
    var stored = JSON.parse(localStorage.getItem('vivace.preferences') || '{}');
    if (stored && stored.state && stored.state.theme) theme = stored.state.theme;
  } catch (error) {
    // Damaged or forbidden storage: the system theme is used.
  }
  var dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
