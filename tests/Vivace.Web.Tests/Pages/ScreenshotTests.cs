using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Vivace.Web.Tests.Toolchain;
using Xunit;

namespace Vivace.Web.Tests.Pages;

/// <summary>Writes a picture of every state to artifacts/screenshots, in both themes and both widths, for people to look at. Fails when a state
/// cannot be reached, has an error, or is wider than the window.</summary>
public sealed class ScreenshotTests(BrowserFixture browser, ShopFixture shop)
{
    [Theory]
    [InlineData("light", 1440)]
    [InlineData("dark", 1440)]
    [InlineData("light", 390)]
    [InlineData("dark", 390)]
    public async Task Every_state_is_pictured_and_fits_the_window(string theme, int width)
    {
        var folder = Directory.CreateDirectory(Path.Combine(WebFolder.Repository, "artifacts", "screenshots", $"{theme}-{width}"));
        var faults = new List<string>();
        foreach (var state in States.WithData)
        {
            await using var page = await BrowserPage.OpenAsync(
                browser, shop.Page, width, width < 600 ? 844 : 900, isDark: theme == "dark");
            try
            {
                await state.GoAsync(page, shop);
            }
            catch (Exception failure) when (failure is PlaywrightException or TimeoutException)
            {
                faults.Add($"{state.Name}: {failure.Message.Split('\n')[0]}");
            }

            await page.Tab.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder.FullName, state.Name + ".png") });
            var tooWide = await page.Tab.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
            if (tooWide > 0)
                faults.Add($"{state.Name}: the page is {tooWide} pixels wider than the window");
            var seen = await page.Tab.EvaluateAsync<string>("() => document.documentElement.dataset.theme");
            if (seen != theme)
                faults.Add($"{state.Name}: shown in the {seen} theme");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
