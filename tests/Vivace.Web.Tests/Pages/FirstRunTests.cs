using Microsoft.Playwright;
using Vivace.Server.Tests.Hosting;
using Vivace.Web.Tests.Browser;
using Xunit;

namespace Vivace.Web.Tests.Pages;

/// <summary>What one sees on a server that has no spans yet.</summary>
public sealed class FirstRunTests(BrowserFixture browser)
{
    [Fact]
    public async Task The_first_visit_shows_the_real_addresses_and_becomes_the_first_trace_by_itself()
    {
        await using var server = await ServerProcess.StartAsync();
        var origin = $"http://127.0.0.1:{server.Port("web page")}";
        await using var page = await BrowserPage.OpenAsync(browser, origin);
        await page.Tab.GotoAsync("/");
        var tab = page.Tab;

        await Assertions.Expect(tab.GetByRole(AriaRole.Heading, new() { Name = "Send the first trace" })).ToBeVisibleAsync();
        await Assertions.Expect(tab.GetByText($":{server.Port("OTLP/gRPC")}", new() { Exact = false }).First).ToBeVisibleAsync();
        await tab.GetByRole(AriaRole.Tab, new() { Name = "curl" }).ClickAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "Copy curl snippet" }).ClickAsync();
        var snippet = await tab.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.Contains($":{server.Port("OTLP/HTTP")}/v1/traces", snippet, StringComparison.Ordinal);

        await tab.GetByRole(AriaRole.Button, new() { Name = "Send a test trace" }).ClickAsync();
        await tab.WaitForURLAsync("**/trace/*");
        await Assertions.Expect(tab.GetByText("charge card").First).ToBeVisibleAsync();
        page.AssertFaultless();

        // From now on there is data, so the address without a query is Explore.
        await page.GoToAsync("/explore");
        await Assertions.Expect(tab.GetByRole(AriaRole.Heading, new() { Name = "Send the first trace" })).ToHaveCountAsync(0);
        page.AssertFaultless();
    }
}
