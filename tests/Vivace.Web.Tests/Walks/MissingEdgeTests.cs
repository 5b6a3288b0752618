using Microsoft.Playwright;
using Vivace.Core;
using Vivace.Server.Tests.Hosting;
using Vivace.Testing.Otlp;
using Vivace.Web.Tests.Browser;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Walks;

/// <summary>Two services call each other and the graph does not show it: found from the first screen in at most seven steps, by mouse and by
/// keyboard. docs/finding-a-fault.md walks the same way.</summary>
public sealed class MissingEdgeTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string Internal = "An internal span stands between the two sides";
    private const string Lost = "The call has no span on the other side";

    private ServerProcess? _server;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerProcess.StartAsync();
        using var client = new HttpClient();
        for (var number = 1; number <= 20; number++)
        {
            foreach (var trace in Order(number))
            {
                using var content = new ByteArrayContent(trace.ToBytes());
                content.Headers.ContentType = new("application/x-protobuf");
                using var response = await client.PostAsync(
                    $"http://127.0.0.1:{_server.Port("OTLP/HTTP")}/v1/traces", content, TestContext.Current.CancellationToken);
                response.EnsureSuccessStatusCode();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_internal_span_between_both_sides_is_found_by_mouse()
    {
        await using var page = await OpenAsync();
        var steps = new Steps();

        await steps.DoAsync(() => Link(page, "Services").ClickAsync());
        await Expect(Node(page, "basket")).ToBeVisibleAsync();
        Assert.Equal(1, await page.Tab.Locator("[data-edge='service:web > service:basket']").CountAsync());
        Assert.Equal(0, await page.Tab.Locator("[data-edge='service:web > service:pricing']").CountAsync());
        await page.PictureAsync("missing-edge-graph");

        await steps.DoAsync(() => page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Why is an edge missing?" }).ClickAsync());
        var card = page.Tab.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = Internal });
        await Expect(card).ToContainTextAsync("20 client spans, 20 server spans");
        await Expect(card).ToContainTextAsync("What to do:");
        await page.PictureAsync("missing-edge-causes");

        await steps.DoAsync(() => card.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { NameString = "pricing" }).ClickAsync());
        await ExpectTheCauseAsync(page);
        await page.PictureAsync("missing-edge-trace");
        Assert.InRange(steps.Count, 1, 7);
        page.AssertFaultless();
    }

    [Fact]
    public async Task The_same_is_found_by_keyboard_alone()
    {
        await using var page = await OpenAsync();
        var keyboard = page.Tab.Keyboard;
        var steps = new Steps();

        await steps.DoAsync(async () =>
        {
            await keyboard.PressAsync("g");
            await keyboard.PressAsync("s");
        });
        await Expect(Node(page, "basket")).ToBeVisibleAsync();
        await steps.DoAsync(() => keyboard.PressAsync("3"));
        await Expect(page.Tab.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = Internal })).ToBeVisibleAsync();
        await steps.DoAsync(() => TabToAsync(page, "Example of unknown caller to pricing"));
        await steps.DoAsync(() => keyboard.PressAsync("Enter"));
        await ExpectTheCauseAsync(page);
        Assert.InRange(steps.Count, 1, 7);
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_context_that_was_not_passed_on_is_told_apart_from_it()
    {
        await using var page = await OpenAsync();
        await page.GoToAsync("/services?view=missing");
        var card = page.Tab.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = Lost });
        await Expect(card).ToContainTextAsync("20 client spans");
        await Expect(card).ToContainTextAsync("traceparent");
        await card.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { NameString = "Example of web" }).ClickAsync();
        await Expect(SelectedRow(page)).ToContainTextAsync("GET /reviews");
        page.AssertFaultless();
    }

    [Fact]
    public async Task The_graph_is_walked_and_an_edge_followed_by_keyboard()
    {
        await using var page = await OpenAsync();
        await page.GoToAsync("/services");
        await Node(page, "web").FocusAsync();
        await page.Tab.Keyboard.PressAsync("ArrowRight");
        await Expect(Node(page, "basket")).ToBeFocusedAsync();
        await page.Tab.Keyboard.PressAsync("Enter");
        var panel = page.Tab.GetByRole(AriaRole.Complementary, new PageGetByRoleOptions { Name = "basket" });
        await Expect(panel.GetByRole(AriaRole.Region, new LocatorGetByRoleOptions { Name = "Operations" })).ToContainTextAsync("GET /basket");
        await panel.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Traces of web calling basket" }).PressAsync("Enter");
        await Expect(page.Tab.GetByRole(AriaRole.Treegrid)).ToContainTextAsync("GET /");
        await Expect(page.Tab.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "20 traces" })).ToBeVisibleAsync();
        page.AssertFaultless();
    }

    [Fact]
    public async Task An_ended_session_asks_in_a_dialog_and_goes_on_where_it_was()
    {
        await using var page = await OpenAsync();
        var isSignedIn = false;
        await page.Tab.RouteAsync("**/api/**", route => isSignedIn
            ? route.ContinueAsync()
            : route.FulfillAsync(new RouteFulfillOptions { Status = 401, Body = "who is asking?" }));
        await Link(page, "Services").ClickAsync();
        var dialog = page.Tab.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = "Sign in to go on" });
        await Expect(dialog).ToBeVisibleAsync();
        isSignedIn = true;
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Try again" }).ClickAsync();
        await Expect(Node(page, "basket")).ToBeVisibleAsync();
        await Expect(dialog).ToBeHiddenAsync();
        page.Forgive("401");
        page.AssertFaultless();
    }

    private async Task<BrowserPage> OpenAsync()
    {
        var page = await BrowserPage.OpenAsync(browser, $"http://127.0.0.1:{_server!.Port("web page")}", width: 1200, height: 640);
        await page.GoToAsync("/");
        await Expect(Link(page, "Services")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>The example opens at the server's span; right above it stands what parts it from its caller.</summary>
    private static async Task ExpectTheCauseAsync(BrowserPage page)
    {
        await Expect(SelectedRow(page)).ToContainTextAsync("GET /price");
        var rows = await page.Tab.GetByRole(AriaRole.Treegrid).GetByRole(AriaRole.Row).AllInnerTextsAsync();
        var selected = rows.ToList().FindIndex(row => row.Contains("GET /price", StringComparison.Ordinal) && row.Contains("pricing", StringComparison.Ordinal));
        Assert.Contains("retry policy", rows[selected - 1], StringComparison.Ordinal);
    }

    private static ILocator SelectedRow(BrowserPage page) => page.Tab.Locator("[role=treegrid] [role=row][aria-selected=true]");

    private static ILocator Link(BrowserPage page, string name) =>
        page.Tab.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Pages" }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = name });

    private static ILocator Node(BrowserPage page, string name) => page.Tab.Locator($"[data-node='service:{name}']");

    private static async Task TabToAsync(BrowserPage page, string name)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await page.Tab.Keyboard.PressAsync("Tab");
            if (await page.Tab.EvaluateAsync<string?>("() => document.activeElement.getAttribute('aria-label')") == name)
                return;
        }

        Assert.Fail($"{name} is not reached by the Tab key");
    }

    /// <summary>A web service asks three others: one as it should, one through a retry policy with a span of its own, one without passing its
    /// context on.</summary>
    private static IEnumerable<TestTrace> Order(int number)
    {
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-number);
        var trace = new TestTrace(number).At(start);
        var root = trace.Root("web", "GET /").OfKind(SpanKind.Server).Lasting(TimeSpan.FromMilliseconds(90));
        root.Child("web", "GET basket").OfKind(SpanKind.Client).Lasting(TimeSpan.FromMilliseconds(20))
            .Child("basket", "GET /basket").OfKind(SpanKind.Server).Lasting(TimeSpan.FromMilliseconds(15));
        root.Child("web", "GET price").OfKind(SpanKind.Client).Lasting(TimeSpan.FromMilliseconds(30))
            .Child("web", "retry policy").OfKind(SpanKind.Internal).Lasting(TimeSpan.FromMilliseconds(28))
            .Child("pricing", "GET /price").OfKind(SpanKind.Server).Lasting(TimeSpan.FromMilliseconds(25));
        root.Child("web", "GET /reviews").OfKind(SpanKind.Client).Lasting(TimeSpan.FromMilliseconds(12));
        yield return trace;

        var lost = new TestTrace(number + 1_000).At(start.AddMilliseconds(60));
        lost.Root("reviews", "GET /reviews").OfKind(SpanKind.Server).Lasting(TimeSpan.FromMilliseconds(9));
        yield return lost;
    }

    /// <summary>Counts what a person does.</summary>
    private sealed class Steps
    {
        public int Count { get; private set; }

        public Task DoAsync(Func<Task> step)
        {
            Count++;
            return step();
        }
    }
}
