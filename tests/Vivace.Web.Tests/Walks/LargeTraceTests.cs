using System.Globalization;
using Microsoft.Playwright;
using Vivace.Core;
using Vivace.Testing.Otlp;
using Vivace.Web.Tests.Browser;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Walks;

/// <summary>Large traces open and scroll in bounded time with a bounded page. The budgets are those of docs/performance.md with slack, so
/// that only a change in kind fails: a wait for every span, a row in the page for every span.</summary>
public sealed class LargeTraceTests(BrowserFixture browser, ShopFixture shop)
{
    [Theory]
    [InlineData(10_000)]
    [InlineData(50_000)]
    public async Task A_large_trace_opens_and_scrolls_with_few_rows_in_the_page(int spans)
    {
        var trace = Large(spans);
        foreach (var part in trace.Spans.Chunk(5_000))
            await shop.SendAsync(Traces.ToRequest(part).ToBytes());
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);

        await page.GoToAsync($"/trace/{trace.Id}");
        var rows = page.Tab.GetByRole(AriaRole.Treegrid);
        await Expect(rows).ToContainTextAsync("GET /large");
        Assert.Equal(
            spans.ToString(CultureInfo.InvariantCulture),
            string.Concat((await page.Tab.GetByText(spans.ToString("N0", CultureInfo.InvariantCulture)).First.InnerTextAsync()).Where(char.IsAsciiDigit)));
        Assert.InRange(await rows.GetByRole(AriaRole.Row).CountAsync(), 10, 71);
        Assert.InRange(await page.Tab.EvaluateAsync<int>("() => document.getElementsByTagName('*').length"), 1, 2_500);

        await rows.HoverAsync();
        for (var i = 0; i < 20; i++)
            await page.Tab.Mouse.WheelAsync(0, 2_400);
        await page.SettleAsync();
        Assert.InRange(await rows.GetByRole(AriaRole.Row).CountAsync(), 10, 71);
        await page.Tab.Keyboard.PressAsync("End");
        await page.Tab.Keyboard.PressAsync("Home");
        await Expect(rows).ToContainTextAsync("GET /large");
        page.AssertFaultless();
    }

    /// <summary>A request that calls services that call databases, several levels deep; no two siblings alike, so that nothing is folded.</summary>
    private static TestTrace Large(int count)
    {
        var trace = new TestTrace(count).At(TimeProvider.System.GetUtcNow().AddMinutes(-3));
        var root = trace.Root("gateway", "GET /large").OfKind(SpanKind.Server).Lasting(TimeSpan.FromSeconds(50));
        var random = new Random(count);
        var parents = new List<TestSpan> { root };
        while (trace.Spans.Count < count)
        {
            var parent = parents[random.Next(Math.Max(0, parents.Count - 400), parents.Count)];
            var number = trace.Spans.Count;
            var child = parent.Child($"service-{number % 20}", $"operation {number % 250}")
                .Lasting(TimeSpan.FromMilliseconds(1 + random.Next(400)))
                .With("number", number).With("db.system.name", "postgresql").With("region", $"r{number % 5}");
            parents.Add(child);
        }

        return trace;
    }
}
