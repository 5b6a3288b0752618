using System.Text.Json;
using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Vivace.Web.Tests.Toolchain;
using Xunit;

namespace Vivace.Web.Tests.Pages;

/// <summary>Visits every state in both themes and both widths: writes a picture to artifacts/screenshots, for people to look at, and has axe look at
/// it, too. One visit for both, because visits are what takes time.</summary>
public sealed class EveryStateTests(BrowserFixture browser, ShopFixture shop)
{
    // What lies behind a dialog is hidden from everyone who could be disturbed by it.
    private const string RunAxe =
        "() => axe.run({ exclude: [['[data-aria-hidden=\"true\"]']] }, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })";

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Every_state_is_reached_fits_the_window_and_has_no_serious_finding(string theme)
    {
        var faults = await Task.WhenAll(VisitAllAsync(theme, 1440), VisitAllAsync(theme, 390));
        Assert.True(faults.All(static found => found.Count == 0), string.Join('\n', faults.SelectMany(static found => found)));
    }

    private async Task<List<string>> VisitAllAsync(string theme, int width)
    {
        var axe = await File.ReadAllTextAsync(
            Path.Combine(WebFolder.Path, "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken);
        var folder = Directory.CreateDirectory(Path.Combine(WebFolder.Repository, "artifacts", "screenshots", $"{theme}-{width}"));
        var faults = new List<string>();
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page, width, width < 600 ? 844 : 900, isDark: theme == "dark");
        foreach (var state in States.WithData)
        {
            try
            {
                await state.GoAsync(page, shop);
            }
            catch (Exception failure) when (failure is PlaywrightException or TimeoutException)
            {
                faults.Add($"{state.Name} ({theme}, {width}): {failure.Message.Split('\n')[0]}");
            }

            await page.Tab.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder.FullName, state.Name + ".png") });
            faults.AddRange((await FindFaultsAsync(page.Tab, theme, axe)).Select(fault => $"{state.Name} ({theme}, {width}): {fault}"));
            await page.Tab.EvaluateAsync("() => localStorage.clear()"); // the next state begins as for a new visitor
        }

        return faults;
    }

    private static async Task<List<string>> FindFaultsAsync(IPage tab, string theme, string axe)
    {
        var faults = new List<string>();
        var tooWide = await tab.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        if (tooWide > 0)
            faults.Add($"the page is {tooWide} pixels wider than the window");
        var seen = await tab.EvaluateAsync<string>("() => document.documentElement.dataset.theme");
        if (seen != theme)
            faults.Add($"shown in the {seen} theme");

        await tab.EvaluateAsync(axe);
        var result = await tab.EvaluateAsync<JsonElement>(RunAxe);
        foreach (var violation in result.GetProperty("violations").EnumerateArray())
        {
            if (violation.GetProperty("impact").GetString() is not ("serious" or "critical"))
                continue;
            var nodes = violation.GetProperty("nodes").EnumerateArray().ToList();
            faults.Add($"{violation.GetProperty("id").GetString()} ({violation.GetProperty("help").GetString()}), {nodes.Count}x, first: "
                + $"{nodes[0].GetProperty("html").GetString()} {nodes[0].GetProperty("failureSummary").GetString()?.ReplaceLineEndings(" ")}");
        }

        return faults;
    }
}
