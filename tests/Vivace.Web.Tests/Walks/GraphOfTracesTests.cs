using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Walks;

/// <summary>From the traces that a search has found to the graph of all their calls.</summary>
public sealed class GraphOfTracesTests(BrowserFixture browser, ShopFixture shop)
{
    [Fact]
    public async Task The_graph_of_a_search_counts_every_call_of_its_traces_and_its_address_keeps_that()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/explore?mode=traceql&q=" + Uri.EscapeDataString("{ name = \"charge card\" && status = error }"));
        await page.Tab.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Graph", Exact = true }).ClickAsync();

        // Four checkouts failed; each asked both services, though only spans of one of them match.
        await ExpectNodeAsync(page, "payments", "payments of shop, service, 4×, 100 % errors");
        await ExpectNodeAsync(page, "stock", "stock of shop, service, 4×, 0 % errors");
        await Expect(page.Tab.GetByText("All calls of the 4 traces that match.")).ToBeVisibleAsync();

        await page.Tab.ReloadAsync();
        await ExpectNodeAsync(page, "stock", "stock of shop, service, 4×, 0 % errors");

        await page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Only calls that match" }).ClickAsync();
        await Expect(Node(page, "stock")).ToHaveCountAsync(0);
        await page.Tab.GoBackAsync();
        await ExpectNodeAsync(page, "stock", "stock of shop, service, 4×, 0 % errors");

        await page.Tab.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "The traces", Exact = true }).ClickAsync();
        await Expect(page.Tab.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "4 traces" })).ToBeVisibleAsync();
        page.AssertFaultless();
    }

    private static Task ExpectNodeAsync(BrowserPage page, string name, string label) =>
        Expect(page.Tab.Locator($"[data-node$='/{name}'][aria-label^='{label}']")).ToBeVisibleAsync();

    private static ILocator Node(BrowserPage page, string name) => page.Tab.Locator($"[data-node$='/{name}']");
}
