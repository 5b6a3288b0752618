using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Playwright;
using Vivace.Server.Tests.Hosting;
using Vivace.Testing.Otlp;
using Vivace.Web.Tests.Browser;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Vivace.Web.Tests.Pages;

/// <summary>The limits of a tenant, against a server that has one for what may be sent.</summary>
public sealed class TenantLimitTests(BrowserFixture browser)
{
    private const string Setting = "overrides.defaults.ingestion.rate_limit_bytes";

    private static readonly HttpClient Client = new();

    [Fact]
    public async Task The_bar_of_the_rate_limit_shows_what_was_set_and_what_is_used_of_it()
    {
        await using var server = await ServerProcess.StartAsync(null, $"-{Setting}=20480");
        await SendAsync(server, Enumerable.Range(1, 8));
        await using var page = await BrowserPage.OpenAsync(browser, $"http://127.0.0.1:{server.Port("web page")}");
        var told = await Client.GetStringAsync($"http://127.0.0.1:{server.Port("web page")}/api/vivace/storage", TestContext.Current.CancellationToken);
        await page.Tab.RouteAsync("**/api/vivace/storage", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = told })); // rates change
        await page.GoToAsync("/status?tab=tenants");
        var storage = JsonDocument.Parse(told).RootElement;
        var limit = storage.GetProperty("tenants")[0].GetProperty("limits").EnumerateArray().Single(one => one.GetProperty("name").GetString() == Setting);
        var used = limit.GetProperty("used").GetInt64();
        Assert.Equal(20_480, limit.GetProperty("limit").GetInt64());
        Assert.True(used > 0);

        var value = page.Tab.GetByTitle(string.Create(CultureInfo.InvariantCulture, $"{used:N0} of 20,480 bytes a second"));
        await Expect(value).ToContainTextAsync(" of 20 KiB/s");
        var width = await value.Locator("xpath=..").Locator("[style]").EvaluateAsync<string>("line => line.style.width");
        Assert.Equal(Math.Min(100, used / 204.80), double.Parse(width.TrimEnd('%'), CultureInfo.InvariantCulture), 0.01);

        await page.Tab.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Bytes received a second" }).ClickAsync();
        var settings = page.Tab.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Settings of the server" });
        await Expect(settings).ToContainTextAsync(Setting);
        await Expect(settings.GetByRole(AriaRole.Definition)).ToContainTextAsync("20480");
        page.AssertFaultless();
    }

    private static async Task SendAsync(ServerProcess server, IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            using var content = new ByteArrayContent(Traces.Checkout(number).At(TimeProvider.System.GetUtcNow()).ToBytes());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            using var answer = await Client.PostAsync($"http://127.0.0.1:{server.Port("OTLP/HTTP")}/v1/traces", content, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }
}
