using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Pages;

/// <summary>What a page says when the server does not answer as usual. Answers are put in the server's place; the page is the real one.</summary>
public sealed class StateTests(BrowserFixture browser, ShopFixture shop)
{
    private const string Search = "**/api/vivace/search?**";

    [Fact]
    public async Task An_error_is_a_plain_sentence_with_the_servers_words_and_a_request_id_and_can_be_tried_again()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.Tab.RouteAsync(Search, route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = 500,
            ContentType = "text/plain",
            Body = "the disk is on fire",
            Headers = new Dictionary<string, string> { ["X-Request-Id"] = "req-4711" },
        }));
        await page.GoToAsync("/explore?mode=traceql&q=%7B%7D");
        await Expect(page.Tab.GetByText("the disk is on fire").First).ToBeVisibleAsync();
        await Expect(page.Tab.GetByText("req-4711").First).ToBeVisibleAsync();
        await page.Tab.UnrouteAsync(Search);
        await page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameString = "again" }).First.ClickAsync();
        await Expect(page.Tab.GetByRole(AriaRole.Treegrid)).ToContainTextAsync("POST /checkout");
        page.Forgive("500");
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_partial_answer_and_a_limit_are_said_with_what_to_do()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.Tab.RouteAsync(Search, route => Lines(
            route,
            """{"type":"warning","code":"partial","message":"block 7 cannot be read: checksum"}""",
            """{"type":"warning","code":"limit","message":"The limit of 20 traces is reached; there may be more that match."}""",
            """{"type":"done","matched":1,"metrics":{},"partial":true}"""));
        await page.GoToAsync("/explore?mode=traceql&q=%7B%7D");
        await Expect(page.Tab.GetByText("block 7 cannot be read").First).ToBeVisibleAsync();
        await Expect(page.Tab.GetByText("more may match").First).ToBeVisibleAsync();
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_limit_that_was_reached_is_said()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/explore?mode=traceql&limit=20&q=" + Uri.EscapeDataString("{ name = \"POST /checkout\" }"));
        await Expect(page.Tab.GetByText("more may match").First).ToBeVisibleAsync();
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_search_that_fails_on_its_way_keeps_what_came_before()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.Tab.RouteAsync(Search, route => Lines(
            route, """{"type":"error","status":504,"message":"context deadline exceeded"}"""));
        await page.GoToAsync("/explore?mode=traceql&q=%7B%7D");
        await Expect(page.Tab.GetByText("context deadline exceeded").First).ToBeVisibleAsync();
        await Expect(page.Tab.GetByRole(AriaRole.Treegrid)).ToContainTextAsync("came before");
        page.AssertFaultless();
    }

    [Theory]
    [InlineData(429, "job queue full: 2000 queries of tenant \"a\" are running")]
    [InlineData(403, "the role reader may not search")]
    public async Task What_is_forbidden_or_limited_is_named(int status, string message)
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.Tab.RouteAsync(Search, route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = status,
            ContentType = "text/plain",
            Body = message,
        }));
        await page.GoToAsync("/explore?mode=traceql&q=%7B%7D");
        await Expect(page.Tab.GetByText(message).First).ToBeVisibleAsync();
        page.Forgive(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        page.AssertFaultless();
    }

    [Theory]
    [InlineData("/services", 1)]
    [InlineData("/services?view=table", 1)]
    [InlineData("/drilldown", 2)] // the charts and the tab
    [InlineData("/drilldown?tab=comparison", 2)]
    [InlineData("/drilldown?tab=structure", 2)]
    [InlineData("/drilldown?tab=exceptions", 2)]
    [InlineData("/drilldown?tab=traces", 2)]
    [InlineData("/compare?a={failed}&b={slow}", 2)] // one for each trace
    [InlineData("/trace/{failed}", 1)]
    [InlineData("/trace/{failed}?view=stats", 1)]
    [InlineData("/status", 1)]
    [InlineData("/status?tab=storage", 1)]
    [InlineData("/status?tab=queries", 1)]
    public async Task Each_page_says_that_it_is_forbidden_and_who_can_change_it_until_it_is_allowed(string path, int parts)
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await Forbidden.RouteAsync(page.Tab);
        await page.GoToAsync(new States("forbidden", path).PathIn(shop));
        var refusals = page.Tab.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = Forbidden.Heading });
        await Expect(refusals).ToHaveCountAsync(parts);
        for (var part = 0; part < parts; part++)
        {
            await Expect(refusals.Nth(part)).ToContainTextAsync(Forbidden.Message);
            await Expect(refusals.Nth(part)).ToContainTextAsync("The person who runs the server");
            await Expect(refusals.Nth(part)).ToContainTextAsync("req-4711");
        }

        await page.SettleAsync();
        await Expect(page.Tab.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "Waiting" })).ToHaveCountAsync(0);
        await page.Tab.UnrouteAsync(Forbidden.Addresses);
        for (var left = parts; left > 0; left--)
        {
            if (await refusals.CountAsync() == 0)
                break; // one request was behind several parts
            await refusals.First.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Try again" }).ClickAsync();
            await page.SettleAsync();
        }

        await Expect(refusals).ToHaveCountAsync(0);
        page.Forgive("403");
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_slow_answer_is_a_skeleton_with_a_way_to_cancel()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        var release = new TaskCompletionSource();
        await page.Tab.RouteAsync(Search, async route =>
        {
            await release.Task;
            await Lines(route, """{"type":"done","matched":1,"metrics":{},"partial":false}""");
        });
        await page.Tab.GotoAsync("/explore?mode=traceql&q=%7B%7D");
        await Expect(page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Cancel", Exact = true }).First).ToBeVisibleAsync();
        release.SetResult();
        await Expect(page.Tab.GetByRole(AriaRole.Treegrid)).ToContainTextAsync("came before");
    }

    [Fact]
    public async Task A_trace_that_is_not_there_says_what_was_looked_for()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/trace/00000000000000000000000000000abc");
        await Expect(page.Tab.GetByText("00000000000000000000000000000abc").First).ToBeVisibleAsync();
        await Expect(page.Tab.GetByText("retention", new PageGetByTextOptions { Exact = false }).First).ToBeVisibleAsync();
    }

    /// <summary>One trace, then the end.</summary>
    private static Task Lines(IRoute route, params string[] end) => route.FulfillAsync(new RouteFulfillOptions
    {
        Status = 200,
        ContentType = "application/x-ndjson",
        Body = string.Join('\n', (string[])
        [
            """{"type":"meta","sort":"start","order":"desc","limit":20,"spss":3}""",
            """{"type":"traces","traces":[{"traceID":"abc","rootServiceName":"shop","rootTraceName":"came before","startTimeUnixNano":"1795355073411367000","durationMs":120,"durationNanos":"120000000","spanCount":6,"errorCount":0,"spanSets":[{"spans":[],"matched":6}],"serviceStats":{"shop":{"spanCount":6}}}]}""",
            """{"type":"progress","completedJobs":1,"totalJobs":1,"inspectedTraces":1,"inspectedSpans":"6","inspectedBytes":"308","elapsedMs":40}""",
            .. end,
        ]) + "\n",
    });
}
