using System.Globalization;
using System.Web;
using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Xunit;

namespace Vivace.Web.Tests.Pages;

/// <summary>The frame of the page: trace ids, links, themes, the palette, and a server that is gone.</summary>
public sealed class ShellTests(BrowserFixture browser, ShopFixture shop)
{
    [Fact]
    public async Task A_traceparent_of_a_log_line_opens_its_trace()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/status");
        var box = page.Tab.GetByLabel("Trace id");
        await box.FillAsync($" \"00-{shop.Shop.FailedTraceId}-00f067aa0ba902b7-01\" ");
        await box.PressAsync("Enter");
        await page.Tab.WaitForURLAsync($"**/trace/{shop.Shop.FailedTraceId}?span=00f067aa0ba902b7");
        await Assertions.Expect(page.Tab.GetByText("charge card").First).ToBeVisibleAsync();
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_pinned_link_shows_the_same_view_with_fixed_times()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/explore?from=now-3h&mode=traceql&q=" + Uri.EscapeDataString("{ name = \"100% {a}&b\" }"));
        await page.Tab.GetByRole(AriaRole.Button, new() { Name = "Share this view" }).ClickAsync();
        await page.Tab.GetByRole(AriaRole.Menuitem, new() { Name = "pinned link" }).ClickAsync();
        await Assertions.Expect(page.Tab.GetByText("Link copied.")).ToBeVisibleAsync();
        var link = await page.Tab.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        var parameters = HttpUtility.ParseQueryString(new Uri(link).Query);
        var length = long.Parse(parameters["to"]!, CultureInfo.InvariantCulture) - long.Parse(parameters["from"]!, CultureInfo.InvariantCulture);
        Assert.Equal(3 * 3_600_000, length);

        await page.Tab.GotoAsync(link);
        await Assertions.Expect(page.Tab.GetByRole(AriaRole.Button, new() { Name = "Time range: 20" })).ToContainTextAsync("UTC");
        await page.SettleAsync();
        Assert.Equal(link, page.Tab.Url);
        Assert.Contains("{ name = \"100% {a}&b\" }", await page.Tab.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_chosen_theme_is_there_before_the_first_paint_of_the_next_visit()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/settings");
        await page.Tab.Locator("main").GetByLabel("Theme").SelectOptionAsync("dark");
        await Assertions.Expect(page.Tab.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        // Without the page's code only the small script of the document has run.
        await page.Tab.RouteAsync("**/assets/*.js", static route => route.AbortAsync());
        await page.Tab.ReloadAsync(new PageReloadOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Assertions.Expect(page.Tab.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        page.Forgive("net::ERR_FAILED");
        page.AssertFaultless();
    }

    [Fact]
    public async Task The_palette_finds_a_service_by_keyboard_alone()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/status");
        await page.Tab.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.Tab.GetByRole(AriaRole.Combobox, new() { Name = "Find or go to" })).ToBeFocusedAsync();
        await page.Tab.Keyboard.TypeAsync("frontend");
        await Assertions.Expect(page.Tab.GetByRole(AriaRole.Option, new() { Name = "frontend" })).ToBeVisibleAsync();
        await page.Tab.Keyboard.PressAsync("Enter");
        await page.Tab.WaitForURLAsync("**/explore?q=*frontend*");
        await page.SettleAsync();
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_lost_server_is_told_once_and_the_page_goes_on_when_it_is_back()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/status");
        var banner = page.Tab.GetByText("The server does not answer.", new() { Exact = true });
        await page.Tab.Context.SetOfflineAsync(true);
        await page.Tab.GetByRole(AriaRole.Button, new() { Name = "Refresh now" }).ClickAsync();
        await Assertions.Expect(banner).ToBeVisibleAsync();
        await Assertions.Expect(page.Tab.GetByText("Spans received")).ToBeVisibleAsync();

        await page.Tab.Context.SetOfflineAsync(false);
        await page.Tab.GetByRole(AriaRole.Button, new() { Name = "Try now" }).ClickAsync();
        await Assertions.Expect(banner).ToHaveCountAsync(0);
        page.Forgive("ERR_INTERNET_DISCONNECTED");
        page.AssertFaultless();
    }
}
