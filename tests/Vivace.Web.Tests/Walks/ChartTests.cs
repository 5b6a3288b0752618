using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Walks;

/// <summary>What charts do under the pointer: one time on all of them, dots that open traces, menus.</summary>
public sealed partial class ChartTests(BrowserFixture browser, ShopFixture shop)
{
    [Fact]
    public async Task The_time_under_the_pointer_stands_on_every_chart_of_the_page()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/drilldown");
        await Expect(page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Keep only frontend" })).ToBeVisibleAsync();
        await page.SettleAsync();
        var plot = page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Rate", Exact = true }).GetByRole(AriaRole.Slider);
        var box = (await plot.BoundingBoxAsync())!;
        await page.Tab.Mouse.MoveAsync(box.X + (box.Width * 0.7f), box.Y + (box.Height / 2));

        var pointed = await plot.Locator("[data-time-pointer]").GetAttributeAsync("data-time-pointer");
        var tile = page.Tab.GetByRole(AriaRole.List, new PageGetByRoleOptions { NameRegex = Values() }).GetByRole(AriaRole.Listitem)
            .Filter(new LocatorFilterOptions { HasText = "frontend" });
        foreach (var chart in new[] { tile, Card(page, "Rate"), Card(page, "Errors"), Card(page, "Error share"), Card(page, "Duration") })
        {
            var line = chart.Locator("[data-time-cursor]");
            await Expect(line).ToHaveAttributeAsync("data-time-cursor", pointed!);
            await Expect(line).Not.ToBeEmptyAsync();
        }

        // The line stands where its chart has that time: each goes from the range's beginning to its end.
        var card = (await Card(page, "Rate").Locator("svg").First.BoundingBoxAsync())!;
        var at = (await Card(page, "Rate").Locator("[data-time-cursor]").BoundingBoxAsync())!;
        Assert.InRange((at.X - card.X) / card.Width, 0.67, 0.73);

        // The other way round, from a tile to the large chart.
        var small = (await tile.Locator("[data-time-cursor]").BoundingBoxAsync())!;
        await page.Tab.Mouse.MoveAsync(small.X - 30, small.Y + (small.Height / 2));
        var moved = await tile.Locator("[data-time-cursor]").GetAttributeAsync("data-time-cursor");
        Assert.True(long.Parse(moved!, CultureInfo.InvariantCulture) < long.Parse(pointed!, CultureInfo.InvariantCulture));
        await Expect(plot.Locator("[data-time-cursor]")).ToHaveAttributeAsync("data-time-cursor", moved!);
        await Expect(plot.Locator("[data-time-cursor]")).ToContainTextAsync("/s");
        await page.Tab.Mouse.MoveAsync(4, 4);
        await Expect(page.Tab.Locator("[data-time-cursor]")).ToHaveCountAsync(0);

        // With the keyboard alone.
        await plot.FocusAsync();
        await page.Tab.Keyboard.PressAsync("ArrowLeft");
        await page.Tab.Keyboard.PressAsync("ArrowLeft");
        await Expect(Card(page, "Errors").Locator("[data-time-cursor]")).ToBeVisibleAsync();
        await page.Tab.Keyboard.PressAsync("Escape");
        await Expect(page.Tab.Locator("[data-time-cursor]")).ToHaveCountAsync(0);
        page.AssertFaultless();
    }

    [Fact]
    public async Task The_legend_of_a_metrics_query_has_the_values_under_the_pointer()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/explore?mode=traceql&q=" + Uri.EscapeDataString("{ kind = server } | count_over_time() by (resource.service.name)"));
        var series = page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Series" });
        var row = series.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "frontend" });
        await Expect(row).ToBeVisibleAsync();
        await page.SettleAsync();
        await Expect(row.GetByRole(AriaRole.Cell).First).ToBeEmptyAsync();
        var box = (await series.GetByRole(AriaRole.Slider).BoundingBoxAsync())!;
        await page.Tab.Mouse.MoveAsync(box.X + (box.Width * 0.8f), box.Y + (box.Height / 2));
        await Expect(row.GetByRole(AriaRole.Cell).First).ToHaveTextAsync(Number());
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_dot_of_the_search_opens_its_trace()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/explore?from=now-30m&mode=traceql&limit=100&q=" + Uri.EscapeDataString("{ name = \"POST /checkout\" && kind = server }"));
        var chart = page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Spans by time and duration" });
        var dots = chart.GetByRole(AriaRole.Checkbox, new LocatorGetByRoleOptions { Name = "Loaded traces as dots" });
        await dots.CheckAsync();
        await page.Tab.WaitForURLAsync(url => url.Contains("chart=dots", StringComparison.Ordinal));
        await page.SettleAsync();

        await PointAtDotAsync(page, chart.GetByRole(AriaRole.Slider));
        await Expect(chart).ToContainTextAsync("frontend POST /checkout");
        await Expect(chart).ToContainTextAsync("click opens it");
        await page.Tab.Mouse.DownAsync();
        await page.Tab.Mouse.UpAsync();
        await page.Tab.WaitForURLAsync(TraceAddress());
        await Expect(page.Tab.GetByRole(AriaRole.Treegrid)).ToContainTextAsync("POST /checkout");
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_dot_of_the_drilldown_says_whose_it_is_and_opens_its_trace_beside_the_chart()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/drilldown?metric=duration&from=now-30m&filters=" + Uri.EscapeDataString("name = \"POST /checkout\""));
        var panel = page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Duration", Exact = true });
        await Expect(panel.GetByRole(AriaRole.Slider)).ToBeVisibleAsync();
        await page.SettleAsync();
        await PointAtDotAsync(page, panel.GetByRole(AriaRole.Slider));
        var facts = panel.Locator("[data-dot]");
        await Expect(facts).ToHaveTextAsync(CheckoutFacts());
        var traceId = await facts.GetAttributeAsync("data-dot");
        await page.Tab.Mouse.DownAsync();
        await page.Tab.Mouse.UpAsync();
        await page.Tab.WaitForURLAsync(url => url.Contains($"trace={traceId}", StringComparison.Ordinal));
        await Expect(page.Tab.GetByRole(AriaRole.Complementary, new PageGetByRoleOptions { Name = "Trace" })).ToContainTextAsync("frontend POST /checkout");
        Assert.Contains("filters=", page.Tab.Url, StringComparison.Ordinal);
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_dot_of_a_value_says_whose_it_is_and_opens_its_trace()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/drilldown?group=name&filters=" + Uri.EscapeDataString("name = \"POST /checkout\""));
        var tile = page.Tab.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Values of name" }).GetByRole(AriaRole.Listitem);
        var dot = tile.Locator("button[aria-label='Open an example trace']").Last;
        await dot.HoverAsync();
        await Expect(tile.Locator("[data-dot]")).ToHaveTextAsync(CheckoutFacts());
        var traceId = await tile.Locator("[data-dot]").GetAttributeAsync("data-dot");
        await dot.ClickAsync();
        await page.Tab.WaitForURLAsync(url => url.Contains($"trace={traceId}", StringComparison.Ordinal));
        await Expect(page.Tab.GetByRole(AriaRole.Complementary, new PageGetByRoleOptions { Name = "Trace" })).ToContainTextAsync("frontend POST /checkout");
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_value_on_a_phone_leads_to_its_numbers_in_Explore()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page, width: 390, height: 844);
        await page.GoToAsync("/drilldown?group=resource.service.name&signal=all");
        var more = page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "payments: more" });
        await more.ClickAsync();
        var copy = page.Tab.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = "Copy the query" });
        await copy.ClickAsync();
        Assert.Equal("{ resource.service.name = \"payments\" } | rate()", await page.Tab.EvaluateAsync<string>("() => navigator.clipboard.readText()"));

        // A card of the four, by keyboard.
        var card = page.Tab.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Charts", Exact = true })
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Error share: more" });
        await card.FocusAsync();
        await page.Tab.Keyboard.PressAsync("Enter");
        await page.Tab.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = "Show as metric" }).FocusAsync();
        await page.Tab.Keyboard.PressAsync("Enter");
        await page.Tab.WaitForURLAsync(url => url.Contains("/explore", StringComparison.Ordinal));
        await Expect(page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Series" }).GetByRole(AriaRole.Rowheader)).ToBeVisibleAsync();
        page.AssertFaultless();
    }

    private static ILocator Card(BrowserPage page, string name) =>
        page.Tab.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Charts", Exact = true })
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new Regex($"^{name} (?!:)\\S*[0-9…≈]", RegexOptions.None, TimeSpan.FromSeconds(1)) });

    /// <summary>Moves over a plot until the pointer is on a dot; it stays there.</summary>
    private static async Task PointAtDotAsync(BrowserPage page, ILocator plot)
    {
        var box = (await plot.BoundingBoxAsync())!;
        for (var x = box.Width - 4; x > 0; x -= 8)
        {
            for (var y = 4f; y < box.Height - 44; y += 8)
            {
                await page.Tab.Mouse.MoveAsync(box.X + x, box.Y + y);
                if (await plot.GetAttributeAsync("data-on-target") is not null)
                    return;
            }
        }

        Assert.Fail("no dot on the plot");
    }

    [GeneratedRegex("^Values of ", RegexOptions.None, 1000)]
    private static partial Regex Values();

    [GeneratedRegex("^\\d+$", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("/trace/[0-9a-f]{32}", RegexOptions.None, 1000)]
    private static partial Regex TraceAddress();

    [GeneratedRegex("^frontend POST /checkout.* ms.*\\d\\d:\\d\\d:\\d\\d\\.\\d{3} UTC", RegexOptions.None, 1000)]
    private static partial Regex CheckoutFacts();
}
