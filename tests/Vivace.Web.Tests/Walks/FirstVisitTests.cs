using Microsoft.Playwright;
using Vivace.Server.Tests.Hosting;
using Vivace.Web.Tests.Browser;
using Vivace.Web.Tests.Data;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Walks;

public sealed class FirstVisitTests(BrowserFixture browser)
{
    [Fact]
    public async Task A_first_visit_shows_how_to_send_and_turns_into_the_first_trace_by_itself()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var page = await BrowserPage.OpenAsync(browser, $"http://127.0.0.1:{server.Port("web page")}");
        await page.GoToAsync("/");
        await Expect(page.Tab.GetByText("Waiting for the first trace")).ToBeVisibleAsync();
        // The real address of this server, not a usual one.
        await Expect(page.Tab.GetByText($":{server.Port("OTLP/HTTP")}").Or(page.Tab.GetByText($":{server.Port("OTLP/gRPC")}")).First).ToBeVisibleAsync();

        new Shop().Send(new Uri($"http://127.0.0.1:{server.Port("OTLP/gRPC")}"));

        await page.Tab.WaitForURLAsync(url => url.Contains("/trace/", StringComparison.Ordinal));
        await Expect(page.Tab.GetByRole(AriaRole.Treegrid)).ToBeVisibleAsync();
        page.AssertFaultless();
    }

    [Fact]
    public async Task A_test_trace_is_one_click_away()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var page = await BrowserPage.OpenAsync(browser, $"http://127.0.0.1:{server.Port("web page")}");
        await page.GoToAsync("/");
        await page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameString = "test trace" }).First.ClickAsync();
        await page.Tab.WaitForURLAsync(url => url.Contains("/trace/", StringComparison.Ordinal));
        await Expect(page.Tab.GetByText("vivace-test-payments").First).ToBeVisibleAsync();
        page.AssertFaultless();
    }
}
