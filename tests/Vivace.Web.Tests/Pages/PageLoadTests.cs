using Vivace.Web.Tests.Browser;
using Xunit;

namespace Vivace.Web.Tests.Pages;

public sealed class PageLoadTests(BrowserFixture browser, ShopFixture shop)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/explore")]
    [InlineData("/explore?q=%7B%20status%20%3D%20error%20%7D&mode=traceql")]
    [InlineData("/trace/{failed}")]
    [InlineData("/trace/{failed}?view=flame")]
    [InlineData("/trace/{failed}?view=stats")]
    [InlineData("/trace/{failed}?view=table")]
    [InlineData("/trace/00000000000000000000000000000001")]
    [InlineData("/status")]
    [InlineData("/settings")]
    public async Task A_page_loads_without_an_error_and_asks_no_other_host(string path)
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync(path.Replace("{failed}", shop.Shop.FailedTraceId, StringComparison.Ordinal));
        if (path.EndsWith("01", StringComparison.Ordinal))
            page.Forgive("404"); // the trace is not found, which the browser notes on its console
        page.AssertFaultless();
        Assert.Contains(page.Requests, request => request.StartsWith("/api/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_in_the_document_and_other_hosts_are_forbidden_by_the_policy()
    {
        await using var page = await BrowserPage.OpenAsync(browser, shop.Page);
        await page.GoToAsync("/settings");
        var outcome = await page.Tab.EvaluateAsync<string>(
            """
            async () => {
              const script = document.createElement('script');
              script.textContent = 'window.hacked = 1';
              document.body.append(script);
              let fetched = 'allowed';
              try { await fetch('http://127.0.0.2:1/'); } catch (error) { fetched = 'refused'; }
              return `${window.hacked === undefined} ${fetched}`;
            }
            """);
        Assert.Equal("true refused", outcome);
        page.Forgive("Content Security Policy");
        page.AssertFaultless();
    }
}
