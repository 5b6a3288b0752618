using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Walks;

/// <summary>From a question to the cause, as a person goes.</summary>
public sealed partial class FindAndReadTests(BrowserFixture browser, ShopFixture shop)
{
    [Fact]
    public async Task Found_with_the_builder_carried_to_the_editor_opened_and_shared()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/explore");

        var service = page.Tab.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Service", Exact = true });
        await service.ClickAsync();
        await service.FillAsync("paym");
        await page.Tab.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = "payments" }).ClickAsync();
        await page.Tab.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Status" })
            .GetByText("error", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await Expect(page.Tab.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "The query as TraceQL" }))
            .ToContainTextAsync("resource.service.name = \"payments\"");
        await page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = RunButton() }).ClickAsync();

        // Four checkouts failed; each has two spans of payments that did.
        await Expect(page.Tab.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "4 traces" })).ToBeVisibleAsync();
        await page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Edit as TraceQL" }).ClickAsync();
        var editor = page.Tab.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "TraceQL query" });
        await Expect(editor).ToContainTextAsync("resource.service.name = \"payments\"");
        Assert.Contains("status", page.Tab.Url, StringComparison.Ordinal);

        await page.Tab.GetByRole(AriaRole.Treegrid).GetByRole(AriaRole.Link).First.ClickAsync();
        await page.Tab.WaitForURLAsync(TraceAddress());
        await Expect(page.Tab.GetByRole(AriaRole.Treegrid)).ToContainTextAsync("charge card");

        // The address is the state: another window shows the same.
        await using var other = await BrowserPage.OpenAsync(browser, shop.Page);
        await other.GoToAsync(new Uri(page.Tab.Url).PathAndQuery);
        await Expect(other.Tab.GetByRole(AriaRole.Treegrid)).ToContainTextAsync("charge card");
        Assert.Equal(
            await page.Tab.GetByRole(AriaRole.Treegrid).GetByRole(AriaRole.Row).AllInnerTextsAsync(),
            await other.Tab.GetByRole(AriaRole.Treegrid).GetByRole(AriaRole.Row).AllInnerTextsAsync());

        await page.Tab.GoBackAsync();
        await Expect(page.Tab.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "4 traces" })).ToBeVisibleAsync();
        page.AssertFaultless();
        other.AssertFaultless();
    }

    [Fact]
    public async Task The_editor_completes_names_and_values_of_the_store_and_underlines_what_is_wrong()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/explore?mode=traceql");
        var editor = page.Tab.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "TraceQL query" });
        await editor.ClickAsync();
        await page.Tab.Keyboard.PressAsync("Control+a");
        await page.Tab.Keyboard.TypeAsync("{ span.card.br");
        await page.Tab.GetByRole(AriaRole.Option, new PageGetByRoleOptions { NameRegex = CardBrand() }).First.ClickAsync();
        await page.Tab.Keyboard.TypeAsync(" = ");
        await Expect(page.Tab.GetByRole(AriaRole.Option).Filter(new LocatorFilterOptions { HasText = "visa" }).First).ToBeVisibleAsync();
        await page.Tab.Keyboard.TypeAsync("\"visa\" && status = erorr }");
        await Expect(page.Tab.Locator(".cm-lintRange-error").First).ToBeVisibleAsync();
        await page.Tab.Keyboard.PressAsync("Escape");
        for (var i = 0; i < "erorr }".Length; i++)
            await page.Tab.Keyboard.PressAsync("Backspace");
        await page.Tab.Keyboard.TypeAsync("error }");
        await page.Tab.Keyboard.PressAsync("Escape");
        await page.Tab.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Tab.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "4 traces" })).ToBeVisibleAsync();
        page.AssertFaultless();
    }

    [Fact]
    public async Task Brushing_the_chart_sets_times_and_durations()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/explore?mode=traceql&q=" + Uri.EscapeDataString("{ kind = server }"));
        var chart = page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Spans by time and duration" }).Locator("canvas").First;
        await Expect(chart).ToBeVisibleAsync();
        await page.SettleAsync();
        var box = (await chart.BoundingBoxAsync())!;
        await page.Tab.Mouse.MoveAsync(box.X + (box.Width * 0.55f), box.Y + (box.Height * 0.15f));
        await page.Tab.Mouse.DownAsync();
        await page.Tab.Mouse.MoveAsync(box.X + (box.Width * 0.7f), box.Y + (box.Height * 0.4f), new MouseMoveOptions { Steps = 5 });
        await page.Tab.Mouse.MoveAsync(box.X + (box.Width * 0.9f), box.Y + (box.Height * 0.6f), new MouseMoveOptions { Steps = 5 });
        await page.Tab.Mouse.UpAsync();
        await page.Tab.WaitForURLAsync(url => url.Contains("duration", StringComparison.Ordinal));
        var address = new Uri(page.Tab.Url).Query;
        Assert.DoesNotContain("from=now", address, StringComparison.Ordinal);
        Assert.Contains("from=", address, StringComparison.Ordinal);
        await page.SettleAsync();
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_trace_is_walked_by_keyboard_alone()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync($"/trace/{shop.Shop.FailedTraceId}");
        var rows = page.Tab.GetByRole(AriaRole.Treegrid);
        await Expect(rows).ToContainTextAsync("charge card");
        await page.Tab.Keyboard.PressAsync("Home");
        await Expect(Selected(page)).ToContainTextAsync("POST /checkout");
        await page.Tab.Keyboard.PressAsync("e");
        await Expect(Selected(page)).ToContainTextAsync("POST /payments");
        await page.Tab.Keyboard.PressAsync("Shift+E");
        await Expect(Selected(page)).ToContainTextAsync("POST /checkout");
        await page.Tab.Keyboard.PressAsync("ArrowDown");
        await Expect(Selected(page)).ToContainTextAsync("load cart");
        await page.Tab.Keyboard.PressAsync("k");
        await Expect(Selected(page)).ToContainTextAsync("POST /checkout");
        await page.Tab.Keyboard.PressAsync("Enter");
        await Expect(page.Tab.GetByText("enduser.id").First).ToBeVisibleAsync();
        await page.Tab.Keyboard.PressAsync("Escape");
        await page.Tab.Keyboard.PressAsync("[");
        await Expect(rows).Not.ToContainTextAsync("charge card");
        await page.Tab.Keyboard.PressAsync("]");
        await Expect(rows).ToContainTextAsync("charge card");
        await page.Tab.Keyboard.PressAsync("/");
        await page.Tab.Keyboard.TypeAsync("reservations");
        await Expect(page.Tab.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "1 of 2" })).ToBeVisibleAsync();
        await page.Tab.Keyboard.PressAsync("Enter");
        await Expect(Selected(page)).ToContainTextAsync("POST /reservations");
        await page.Tab.Keyboard.PressAsync("Escape");
        await page.Tab.Keyboard.PressAsync("Escape");
        await page.Tab.Locator("body").ClickAsync(new LocatorClickOptions { Position = new Position { X = 2, Y = 2 } });
        await page.Tab.Keyboard.PressAsync("3");
        await page.Tab.WaitForURLAsync(url => url.Contains("view=", StringComparison.Ordinal));
        await page.Tab.Keyboard.PressAsync("1");
        await Expect(rows).ToBeVisibleAsync();
        await page.Tab.Keyboard.PressAsync("c");
        await page.Tab.WaitForURLAsync(url => url.Contains("cp=", StringComparison.Ordinal));
        await page.Tab.Keyboard.PressAsync("g");
        await page.Tab.Keyboard.PressAsync("a");
        await page.Tab.WaitForURLAsync(url => url.EndsWith("/status", StringComparison.Ordinal));
        page.AssertFaultless();
    }

    [Fact]
    public async Task Links_lead_to_the_other_trace_from_both_ends()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync($"/trace/{shop.Shop.LinkingTraceId}");
        await page.Tab.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "remind customers" }).First.ClickAsync();
        await page.Tab.Locator($"a[href*='{shop.Shop.FailedTraceId}']").First.ClickAsync();
        await page.Tab.WaitForURLAsync(url => url.Contains(shop.Shop.FailedTraceId, StringComparison.Ordinal));
        await page.Tab.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "POST /checkout" }).First.ClickAsync();
        await Expect(page.Tab.Locator($"a[href*='{shop.Shop.LinkingTraceId}']").First).ToBeVisibleAsync();
        page.AssertFaultless();
    }

    private static ILocator Selected(BrowserPage page) =>
        page.Tab.GetByRole(AriaRole.Treegrid).Locator("[role=row][aria-selected=true]");

    [GeneratedRegex("^Run", RegexOptions.None, 1000)]
    private static partial Regex RunButton();

    [GeneratedRegex("card\\.brand", RegexOptions.None, 1000)]
    private static partial Regex CardBrand();

    [GeneratedRegex("/trace/[0-9a-f]{32}", RegexOptions.None, 1000)]
    private static partial Regex TraceAddress();
}
