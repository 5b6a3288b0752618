using System.Text.Json;
using Vivace.Web.Tests.Browser;
using Vivace.Web.Tests.Toolchain;
using Xunit;

namespace Vivace.Web.Tests.Pages;

public sealed class AccessibilityTests(BrowserFixture browser, ShopFixture shop)
{
    [Theory]
    [InlineData("light", 1440)]
    [InlineData("dark", 1440)]
    [InlineData("light", 390)]
    public async Task Axe_finds_nothing_serious_in_any_state(string theme, int width)
    {
        var axe = await File.ReadAllTextAsync(
            Path.Combine(WebFolder.Path, "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken);
        var findings = new List<string>();
        foreach (var state in States.WithData)
        {
            await using var page = await BrowserPage.OpenAsync(browser, shop.Page, width, 900, isDark: theme == "dark");
            await state.GoAsync(page, shop);
            await page.Tab.EvaluateAsync(axe);
            var result = await page.Tab.EvaluateAsync<JsonElement>(
                // What lies behind a dialog is hidden from everyone who could be disturbed by it.
                "() => axe.run({ exclude: [['[data-aria-hidden=\"true\"]']] }, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })");
            foreach (var violation in result.GetProperty("violations").EnumerateArray())
            {
                if (violation.GetProperty("impact").GetString() is not ("serious" or "critical"))
                    continue;
                var nodes = violation.GetProperty("nodes").EnumerateArray().ToList();
                findings.Add($"{state.Name}: {violation.GetProperty("id").GetString()} ({violation.GetProperty("help").GetString()}), {nodes.Count}x, first: "
                    + $"{nodes[0].GetProperty("html").GetString()} {nodes[0].GetProperty("failureSummary").GetString()?.ReplaceLineEndings(" ")}");
            }
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }
}
