using System.Collections.Concurrent;
using Microsoft.Playwright;
using Vivace.Web.Tests.Toolchain;
using Xunit;

namespace Vivace.Web.Tests.Browser;

/// <summary>One tab with everything that must not happen in it written down: errors on the console, exceptions, violations of the
/// Content-Security-Policy, requests to other hosts.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private BrowserPage(IBrowserContext context, IPage tab)
    {
        _context = context;
        Tab = tab;
    }

    public IPage Tab { get; }

    /// <summary>Addresses asked for so far.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<BrowserPage> OpenAsync(
        BrowserFixture fixture, string origin, int width = 1440, int height = 900, bool isDark = false)
    {
        var context = await fixture.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "UTC",
            Locale = "en-GB",
            BaseURL = origin,
            AcceptDownloads = true,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(30_000);
        context.SetDefaultNavigationTimeout(60_000);
        var page = new BrowserPage(context, await context.NewPageAsync());
        page.Watch(new Uri(origin));
        return page;
    }

    /// <summary>Goes to an address and waits until its part of the page is there.</summary>
    public async Task GoToAsync(string path)
    {
        await Tab.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Assertions.Expect(Tab.Locator("main, [role=main]").First).ToBeVisibleAsync();
        await SettleAsync();
    }

    /// <summary>Waits until nothing is loading and a frame has been painted.</summary>
    public async Task SettleAsync()
    {
        await Tab.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Tab.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
    }

    /// <summary>Takes a picture of a walk that the documents tell, for docs/images.</summary>
    /// <param name="name">Its name there.</param>
    public async Task PictureAsync(string name)
    {
        await Tab.Mouse.MoveAsync(700, 8); // a tooltip would hide what the picture is about
        await SettleAsync();
        var folder = Directory.CreateDirectory(Path.Combine(WebFolder.Repository, "artifacts", "screenshots", "walks"));
        await Tab.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder.FullName, name + ".png") });
    }

    /// <summary>Takes out what a test provoked on purpose.</summary>
    /// <param name="expected">Part of the text.</param>
    public void Forgive(string expected)
    {
        for (var left = _faults.Count; left > 0 && _faults.TryDequeue(out var fault); left--)
        {
            if (!fault.Contains(expected, StringComparison.Ordinal))
                _faults.Enqueue(fault);
        }
    }

    /// <summary>Asserts that nothing happened that must not.</summary>
    public void AssertFaultless() => Assert.True(_faults.IsEmpty, string.Join('\n', _faults));

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Watch(Uri origin)
    {
        Tab.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _faults.Enqueue($"console {message.Type}: {message.Text} ({message.Location})");
        };
        Tab.PageError += (_, error) => _faults.Enqueue($"exception: {error}");
        _context.Response += (_, response) =>
        {
            if (response.Status >= 400)
                _faults.Enqueue($"answer {response.Status}: {response.Url}");
        };
        _context.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme is "http" or "https" or "ws" or "wss")
            {
                _requests.Enqueue(url.PathAndQuery);
                if (url.Authority != origin.Authority)
                    _faults.Enqueue($"request to another host: {request.Url}");
            }
        };
    }
}
