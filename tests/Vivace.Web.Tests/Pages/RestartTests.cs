using System.Net.Http.Headers;
using Microsoft.Playwright;
using Vivace.Server.Tests.Hosting;
using Vivace.Testing.Otlp;
using Vivace.Web.Tests.Browser;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Pages;

/// <summary>The server goes away under an open page and comes back on the same port.</summary>
public sealed class RestartTests(BrowserFixture browser)
{
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task The_page_says_that_the_server_is_gone_keeps_what_it_shows_and_goes_on_by_itself_when_it_is_back()
    {
        var folder = Directory.CreateTempSubdirectory("vivace-restart-").FullName;
        try
        {
            var first = await ServerProcess.StartAsync(folder);
            await using var ending = first;
            var port = first.Port("web page");
            await SendAsync(first, 1, "before the restart");

            await using var page = await BrowserPage.OpenAsync(browser, $"http://127.0.0.1:{port}");
            await page.GoToAsync("/explore?mode=traceql&q=" + Uri.EscapeDataString("{ resource.service.name = \"restarted\" }"));
            var table = page.Tab.GetByRole(AriaRole.Treegrid);
            await Expect(table).ToContainTextAsync("before the restart");
            var editor = page.Tab.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "TraceQL query" });
            await editor.ClickAsync();
            await page.Tab.Keyboard.PressAsync("End");
            await page.Tab.Keyboard.TypeAsync(" | count() > 0");

            await first.SignalAsync("TERM");
            await first.WaitForExitAsync();
            await page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Refresh now", Exact = true }).First.ClickAsync();
            var banner = page.Tab.GetByText("What you see is kept.");
            await Expect(banner).ToBeVisibleAsync();
            await Expect(table).ToContainTextAsync("before the restart");
            await Expect(editor).ToContainTextAsync("count() > 0");

            await using var second = await ServerProcess.StartAsync(folder, $"-vivace.web.port={port}");
            Assert.Equal(port, second.Port("web page"));
            await SendAsync(second, 2, "after the restart");
            // Nothing is pressed: the page asks again until somebody answers, and then brings itself up to date.
            await Expect(banner).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = 60_000 });
            await Expect(table).ToContainTextAsync("after the restart", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
            await Expect(table).ToContainTextAsync("before the restart");
            await Expect(editor).ToContainTextAsync("count() > 0");
            page.Forgive("ERR_CONNECTION_REFUSED");
            page.Forgive("ERR_CONNECTION_RESET");
            page.AssertFaultless();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SendAsync(ServerProcess server, int number, string name)
    {
        var trace = new TestTrace(number).At(TimeProvider.System.GetUtcNow().AddMinutes(-1));
        trace.Root("restarted", name).Lasting(TimeSpan.FromMilliseconds(20));
        using var content = new ByteArrayContent(trace.ToBytes());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var response = await Client.PostAsync(
            $"http://127.0.0.1:{server.Port("OTLP/HTTP")}/v1/traces", content, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
