using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Vivace.Web.Tests.Data;
using Xunit;

namespace Vivace.Web.Tests.Pages;

public sealed class HostileValueTests(BrowserFixture browser, ShopFixture shop)
{
    [Theory]
    [InlineData("")]
    [InlineData("?view=flame")]
    [InlineData("?view=table")]
    [InlineData("?view=stats")]
    public async Task Names_and_values_stay_text_in_a_trace(string view)
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync($"/trace/{shop.Shop.HostileTraceId}{view}");
        await AssertNothingRanAsync(page);
        await Assertions.Expect(page.Tab.GetByText("onerror").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Names_and_values_stay_text_in_the_details()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync($"/trace/{shop.Shop.HostileTraceId}");
        await page.Tab.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "onerror" }).First.ClickAsync();
        await Assertions.Expect(page.Tab.GetByText("DROP TABLE").First).ToBeVisibleAsync();
        await AssertNothingRanAsync(page);
        // A link may lead to another trace, never to code.
        Assert.Equal(0, await page.Tab.Locator("a[href^='javascript:' i], iframe, object, embed").CountAsync());
    }

    [Fact]
    public async Task Names_and_values_stay_text_in_results()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/explore?mode=traceql&q=" + Uri.EscapeDataString("{ span.html != nil } | select(span.html, span.url.full, name)"));
        await Assertions.Expect(page.Tab.GetByText("onerror").First).ToBeVisibleAsync();
        await AssertNothingRanAsync(page);
    }

    private static async Task AssertNothingRanAsync(BrowserPage page)
    {
        await page.SettleAsync();
        Assert.True(await page.Tab.EvaluateAsync<bool>("() => window.hacked === undefined"));
        Assert.Equal(0, await page.Tab.Locator("img[src='x'], svg[onload]").CountAsync());
        Assert.NotEmpty(Shop.Hostile);
        page.AssertFaultless();
    }
}
