using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Xunit;

namespace Vivace.Web.Tests.Pages;

public sealed class SpanDetailsTests(BrowserFixture browser, ShopFixture shop)
{
    [Fact]
    public async Task An_exception_is_read_with_its_own_calls_in_front_and_leads_to_the_spans_that_have_it()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync($"/trace/{shop.Shop.FailedTraceId}");
        await page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "First error" }).ClickAsync();
        var details = page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Span details" });
        await Assertions.Expect(details.GetByText("Payments.Gateway.ChargeAsync(Card card, Decimal amount)")).ToBeVisibleAsync();
        await Assertions.Expect(details.GetByText("/src/Payments/Gateway.cs:87")).ToBeVisibleAsync();

        await details.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Other spans with this exception" }).ClickAsync();
        await Assertions.Expect(page.Tab.GetByText("spans match")).ToContainTextAsync("1 of ");
        await page.Tab.WaitForURLAsync(url => url.Contains("tf=", StringComparison.Ordinal));
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_link_leads_to_its_span_and_the_way_back_returns()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync($"/trace/{shop.Shop.LinkingTraceId}");
        await page.Tab.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "remind customers" }).First.ClickAsync();
        await page.Tab.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "POST /checkout" }).ClickAsync();
        await page.Tab.WaitForURLAsync(url => url.Contains(shop.Shop.FailedTraceId, StringComparison.Ordinal));
        var details = page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Span details" });
        // The other end of the same link.
        await Assertions.Expect(details.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "remind customers" })).ToBeVisibleAsync();

        await page.Tab.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Way back along links" })
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "remind customers" }).ClickAsync();
        await page.Tab.WaitForURLAsync(url => url.Contains(shop.Shop.LinkingTraceId, StringComparison.Ordinal));
        page.AssertFaultless();
    }

    [Fact]
    public async Task The_views_share_the_selected_span_by_keyboard_alone()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync($"/trace/{shop.Shop.FailedTraceId}");
        await Assertions.Expect(page.Tab.GetByRole(AriaRole.Treegrid)).ToBeVisibleAsync();
        await page.Tab.Keyboard.PressAsync("e");
        await page.Tab.Keyboard.PressAsync("2");
        var flame = page.Tab.GetByRole(AriaRole.Tree, new PageGetByRoleOptions { Name = "Flame graph" });
        await flame.FocusAsync();
        var selected = await flame.GetByRole(AriaRole.Treeitem).TextContentAsync();
        await page.Tab.Keyboard.PressAsync("Enter");
        var details = page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Span details" });
        var name = await details.GetByRole(AriaRole.Heading, new LocatorGetByRoleOptions { Level = 2 }).TextContentAsync();
        Assert.StartsWith(name!, selected);

        await page.Tab.Keyboard.PressAsync("4");
        var table = page.Tab.GetByRole(AriaRole.Grid, new PageGetByRoleOptions { Name = "Spans" });
        await Assertions.Expect(table.GetByRole(AriaRole.Row, new LocatorGetByRoleOptions { Selected = true })).ToContainTextAsync(name!);
        await page.Tab.Keyboard.PressAsync("Escape");
        await Assertions.Expect(details).ToBeHiddenAsync();
        page.AssertFaultless();
    }
}
