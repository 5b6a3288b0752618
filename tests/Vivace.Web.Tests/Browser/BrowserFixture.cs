using Microsoft.Playwright;
using Xunit;

namespace Vivace.Web.Tests.Browser;

/// <summary>The system's Chromium, started once for all tests. Nothing is downloaded.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _missing;

    /// <summary>The browser; skips the test when there is none, and fails it on CI.</summary>
    public IBrowser Browser
    {
        get
        {
            if (_browser is not null)
                return _browser;
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(_missing!);
            Assert.Skip(_missing!);
            return null!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var chosen = Environment.GetEnvironmentVariable("CHROMIUM");
        var path = string.IsNullOrEmpty(chosen) ? UsualPlaces.FirstOrDefault(File.Exists) : chosen;
        if (path is null || !File.Exists(path))
        {
            _missing = $"no Chromium at {(string.IsNullOrEmpty(chosen) ? string.Join(", ", UsualPlaces) : chosen)}: "
                + "install it (Debian: apt-get install chromium) or name it in the environment variable CHROMIUM";
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--no-first-run",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
