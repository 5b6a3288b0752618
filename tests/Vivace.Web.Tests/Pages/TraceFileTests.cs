using Microsoft.Playwright;
using Vivace.Web.Tests.Browser;
using Xunit;

namespace Vivace.Web.Tests.Pages;

public sealed class TraceFileTests(BrowserFixture browser, ShopFixture shop)
{
    [Theory]
    [InlineData("OTLP JSON, keeps everything")]
    [InlineData("Jaeger JSON")]
    public async Task A_downloaded_trace_opens_again_with_all_of_its_spans_and_without_asking_the_server_for_it(string format)
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync($"/trace/{shop.Shop.FailedTraceId}");
        var spans = page.Tab.GetByRole(AriaRole.Treegrid);
        await Assertions.Expect(spans).ToContainTextAsync("POST /checkout");
        var rows = await spans.GetAttributeAsync("aria-rowcount");

        await page.Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Download" }).ClickAsync();
        var download = await page.Tab.RunAndWaitForDownloadAsync(() =>
            page.Tab.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = format }).ClickAsync());
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        try
        {
            await download.SaveAsAsync(file);
            await page.GoToAsync("/trace/file");
            var before = page.Requests.Count;
            await page.Tab.GetByLabel("Choose a file").SetInputFilesAsync(file);
            await Assertions.Expect(page.Tab.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("POST /checkout");
            await Assertions.Expect(page.Tab.GetByRole(AriaRole.Treegrid)).ToHaveAttributeAsync("aria-rowcount", rows!);
            await page.SettleAsync();
            Assert.DoesNotContain(page.Requests.Skip(before), request => request.Contains("/api/", StringComparison.Ordinal)
                && !request.Contains("/api/vivace/about", StringComparison.Ordinal) && !request.Contains("/api/health", StringComparison.Ordinal));
            page.AssertFaultless();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
