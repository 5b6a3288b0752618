using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;

namespace Vivace.Web.Tests.Pages;

/// <summary>Every page and important state: how to come there.</summary>
internal sealed record States(string Name, string Path, Func<BrowserPage, Task>? Prepare = null)
{
    /// <summary>The states of a server that has data.</summary>
    public static IReadOnlyList<States> WithData { get; } =
    [
        new("explore-builder", "/explore"),
        new("explore-results", "/explore?q=%7B%20resource.service.name%20%3D%20%22frontend%22%20%7D"),
        new("explore-traceql", "/explore?mode=traceql&q=" + Uri.EscapeDataString("{ status = error } | select(span.http.route)")),
        new("explore-spans", "/explore?view=spans&mode=traceql&q=" + Uri.EscapeDataString("{ kind = client }")),
        new("explore-no-results", "/explore?mode=traceql&q=" + Uri.EscapeDataString("{ name = \"nobody has this name\" }")),
        new("explore-absolute-range", "/explore?from=1764000000000&to=1764003600000"),
        new("explore-mistake", "/explore?mode=traceql&q=" + Uri.EscapeDataString("{ status = 5 && }")),
        new("explore-metrics", "/explore?view=series&mode=traceql&q=" + Uri.EscapeDataString("{} | rate() by (resource.service.name)")),
        new("drilldown", "/drilldown", static page => page.Tab.GetByRole(AriaRole.List, new PageGetByRoleOptions { NameString = "Values of" }).WaitForAsync()),
        new("drilldown-durations", "/drilldown?metric=duration&group=span.enduser.id"),
        new("drilldown-errors-table", "/drilldown?signal=all&metric=share&group=name&sort=errors&filters=" + Uri.EscapeDataString("kind != client")),
        new("drilldown-fields", "/drilldown", static page => page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { NameString = "Breakdown by" }).GetByRole(AriaRole.Button).First.ClickAsync()),
        new("drilldown-filter", "/drilldown?filters=" + Uri.EscapeDataString("span.http.route = \"/checkout\""), static page => ClickAsync(page, AriaRole.Button, "Filter")),
        new("drilldown-comparison", "/drilldown?tab=comparison", static page => page.Tab.GetByRole(AriaRole.Article).First.WaitForAsync()),
        new("drilldown-comparison-nothing", "/drilldown?tab=comparison&select=box"),
        new("drilldown-comparison-own", "/drilldown?signal=all&tab=comparison&select=own&base=own&selected=" + Uri.EscapeDataString("{ resource.service.name = \"payments\" }")),
        new("drilldown-structure", "/drilldown?tab=structure", static page => page.Tab.GetByRole(AriaRole.Treegrid).WaitForAsync()),
        new("drilldown-structure-latency", "/drilldown?tab=structure&cause=latency"),
        new("drilldown-exceptions", "/drilldown?tab=exceptions", static page => ClickAsync(page, AriaRole.Button, "GatewayException")),
        new("drilldown-traces", "/drilldown?tab=traces"),
        new("drilldown-trace", "/drilldown?metric=duration&trace={failed}", static page => page.Tab.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Spans", Exact = true }).WaitForAsync()),
        new("drilldown-no-spans", "/drilldown?filters=" + Uri.EscapeDataString("span.nobody = 1")),
        new("drilldown-mistake", "/drilldown?signal=own&own=" + Uri.EscapeDataString("{ status = 5 }")),
        new("explore-histogram", "/explore?mode=traceql&step=1m&q=" + Uri.EscapeDataString("{} | histogram_over_time(duration) by (resource.service.name)")),
        new("explore-compare", "/explore?mode=traceql&q=" + Uri.EscapeDataString("{} | compare({ status = error })")),
        new("trace-waterfall", "/trace/{failed}"),
        new("trace-details", "/trace/{failed}", OpenDetailsAsync),
        new("trace-errors", "/trace/{failed}?err=1"),
        new("trace-critical-path", "/trace/{failed}?cp=1"),
        new("trace-find", "/trace/{failed}?find=SELECT"),
        new("trace-filter", "/trace/{failed}?tf=" + Uri.EscapeDataString("{ kind = client }")),
        new("trace-flame", "/trace/{failed}?view=flame"),
        new("trace-statistics", "/trace/{failed}?view=stats"),
        new("trace-table", "/trace/{failed}?view=table"),
        new("trace-logs", "/trace/{failed}?view=logs"),
        new("trace-graph", "/trace/{failed}?view=graph"),
        new("trace-hostile", "/trace/{hostile}"),
        new("trace-file-drop", "/trace/file"),
        new("trace-file", "/trace/file", OpenFileAsync),
        new("trace-file-unreadable", "/trace/file", OpenUnreadableFileAsync),
        new("trace-not-found", "/trace/00000000000000000000000000000001"),
        new("services-graph", "/services"),
        new("services-panel", "/services?sel=" + Uri.EscapeDataString("service:shop/payments")),
        new("services-focus", "/services?ns=namespace&focus=" + Uri.EscapeDataString("service:shop/stock")),
        new("services-groups", "/services?group=resource.cloud.region"),
        new("services-group-list", "/services?group=resource.cloud.region", static page => ClickAsync(page, AriaRole.Button, "Group by")),
        new("services-group-unknown", "/services?group=resource.rack"),
        new("services-group-mistake", "/services?group=span.http.route"),
        new("services-node", "/services", static page => page.Tab.Locator("[data-node$='/payments']").HoverAsync()),
        new("services-forbidden", "/services", ForbidAsync),
        new("drilldown-forbidden", "/drilldown?tab=comparison", ForbidAsync),
        new("compare-forbidden", "/compare?a={failed}&b={slow}", ForbidAsync),
        new("trace-forbidden", "/trace/{failed}", ForbidAsync),
        new("status-forbidden", "/status", ForbidAsync),
        new("services-table", "/services?view=table"),
        new("services-missing", "/services?view=missing"),
        new("services-traces", "/services?traces=20&q=" + Uri.EscapeDataString("{ name = \"charge card\" && status = error }")),
        new("services-traces-panel", "/services?traces=2&first=duration&sel=" + Uri.EscapeDataString("service:shop/payments")),
        new("services-empty", "/services?from=1000&to=2000"),
        new("services-mistake", "/services?q=" + Uri.EscapeDataString("{ status = 5 && }")),
        new("compare-tree", "/compare?a={failed}&b={slow}"),
        new("compare-details", "/compare?a={failed}&b={slow}&hide=1", OpenPairAsync),
        new("compare-operations", "/compare?by=operation&a={failed}&b={slow}"),
        new("compare-choose", "/compare?a={failed}"),
        new("sign-in", "/services", RefuseAsync),
        new("status", "/status"),
        new("status-storage", "/status?tab=storage"),
        new("status-tenants", "/status?tab=tenants"),
        new("status-queries", "/status?tab=queries"),
        new("status-settings", "/status?tab=settings"),
        new("settings", "/settings"),
        new("settings-colors", "/settings", ChooseColorsAsync),
        new("help", "/explore", static page => OpenDialogAsync(page, "?")),
        new("palette", "/explore", static page => OpenDialogAsync(page, "Control+k")),
        new("unknown-address", "/explore", static page => page.Tab.EvaluateAsync("() => { history.pushState(null, '', '/nowhere'); dispatchEvent(new PopStateEvent('popstate')); }")),
    ];

    /// <summary>The address with ids in place.</summary>
    public string PathIn(ShopFixture shop) => Path
        .Replace("{failed}", shop.Shop.FailedTraceId, StringComparison.Ordinal)
        .Replace("{slow}", shop.Shop.SlowTraceId, StringComparison.Ordinal)
        .Replace("{hostile}", shop.Shop.HostileTraceId, StringComparison.Ordinal);

    /// <summary>Comes there.</summary>
    public async Task GoAsync(BrowserPage page, ShopFixture shop)
    {
        await page.GoToAsync(PathIn(shop));
        if (Prepare is not null)
            await Prepare(page);
        await page.SettleAsync();
    }

    private static async Task OpenDialogAsync(BrowserPage page, string keys)
    {
        await page.Tab.Keyboard.PressAsync(keys);
        await page.Tab.GetByRole(AriaRole.Dialog).First.WaitForAsync(); // its code comes when it is first asked for
    }

    /// <summary>Another palette and two services with a color of their own, one of which suits no theme as it is.</summary>
    private static async Task ChooseColorsAsync(BrowserPage page)
    {
        var card = page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Colors" });
        await card.GetByLabel("Palette").SelectOptionAsync("okabe-ito");
        foreach (var (service, color) in new[] { ("payments", "#ffff00"), ("stock", "#14143c") })
        {
            await card.GetByLabel("Service", new LocatorGetByLabelOptions { Exact = true }).FillAsync(service);
            await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Choose a color" }).ClickAsync();
            await card.GetByLabel($"Color of {service}").FillAsync(color);
        }

        await card.EvaluateAsync("card => card.scrollIntoView({ block: 'center' })");
    }

    /// <summary>Opens what the API answers for a failed trace as a file of this machine.</summary>
    private static async Task OpenFileAsync(BrowserPage page)
    {
        var text = await page.Tab.EvaluateAsync<string>(
            """
            async () => {
              const found = await (await fetch('/api/search?limit=1&q=' + encodeURIComponent('{ name = "charge card" && status = error }'))).json();
              return (await fetch(`/api/v2/traces/${found.traces[0].traceID}`)).text();
            }
            """);
        await ChooseAsync(page, "checkout-failed.json", text);
        await page.Tab.GetByRole(AriaRole.Treegrid).WaitForAsync();
    }

    private static async Task OpenUnreadableFileAsync(BrowserPage page)
    {
        await ChooseAsync(page, "notes.json", "{ \"notes\": [\"no trace\"] }");
        await page.Tab.GetByRole(AriaRole.Alert).First.WaitForAsync();
    }

    private static Task ChooseAsync(BrowserPage page, string name, string text) => page.Tab.GetByLabel("Choose a file").SetInputFilesAsync(
        new FilePayload { Name = name, MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });

    private static async Task ClickAsync(BrowserPage page, AriaRole role, string name)
    {
        await page.Tab.GetByRole(role, new PageGetByRoleOptions { NameString = name }).First.ClickAsync();
        await page.SettleAsync();
    }

    private static async Task OpenPairAsync(BrowserPage page)
    {
        await page.Tab.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "charge card" }).First.ClickAsync();
        await page.Tab.GetByText("card.attempts").First.WaitForAsync();
    }

    /// <summary>A session that has ended: one request is not answered.</summary>
    private static async Task RefuseAsync(BrowserPage page)
    {
        await page.Tab.RouteAsync("**/api/vivace/service-graph?**", static route => route.FulfillAsync(new RouteFulfillOptions { Status = 401, Body = "who is asking?" }),
            new PageRouteOptions { Times = 1 });
        await page.GoToAsync("/services?from=now-2h");
        await page.Tab.GetByRole(AriaRole.Dialog).WaitForAsync();
    }

    /// <summary>A server that knows who asks and does not let him see anything.</summary>
    private static async Task ForbidAsync(BrowserPage page)
    {
        await Forbidden.RouteAsync(page.Tab);
        await page.Tab.ReloadAsync();
        await page.Tab.GetByText(Forbidden.Heading).First.WaitForAsync();
        await page.SettleAsync();
        await page.Tab.UnrouteAsync(Forbidden.Addresses);
    }

    private static async Task OpenDetailsAsync(BrowserPage page)
    {
        await page.Tab.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "charge card" }).First.ClickAsync();
        await page.Tab.GetByText("GatewayException").First.WaitForAsync();
    }
}
