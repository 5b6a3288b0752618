using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Server.Configuration;
using Vivace.Server.Web;
using Xunit;

namespace Vivace.Server.Tests.Web;

public sealed class DataSourceProxyTests
{
    [Fact]
    public async Task A_request_is_passed_on_with_the_headers_of_the_api_alone()
    {
        var seen = new TaskCompletionSource<string>();
        await using var other = await KestrelHost.StartAsync(
            async context =>
            {
                var headers = context.Request.Headers;
                seen.SetResult($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} "
                    + $"tenant={headers["X-Scope-OrgID"]} key={headers["Authorization"]} cookie={headers.Cookie} id={headers["X-Request-Id"]}");
                context.Response.StatusCode = 429;
                context.Response.Headers.SetCookie = "a=b";
                context.Response.Headers.RetryAfter = "3";
                context.Response.Headers.Location = "http://elsewhere/";
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("{}");
            },
            HttpProtocols.Http1);
        await using var proxy = await ProxyAsync(new Uri(other.Address, "/tempo/"), ("Authorization", "Bearer secret"));
        using var response = await proxy.SendAsync(
            "/api/v2/search/tag/span.%22a%2Fb%22/values?q=%7B%7D",
            ("X-Scope-OrgID", "shop"), ("Cookie", "session=1"), ("Authorization", "Bearer mine"), ("X-Request-Id", "page-1"));

        Assert.Equal(
            "GET /tempo/api/v2/search/tag/span.%22a%2Fb%22/values?q=%7B%7D tenant=shop key=Bearer secret cookie= id=page-1",
            await seen.Task);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("3", response.Headers.GetValues("Retry-After").Single());
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Null(response.Headers.Location);
        Assert.Equal("{}", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("GET", "/api/vivace/search", 404)]
    [InlineData("GET", "/api/overrides", 404)]
    [InlineData("GET", "/api/../status/config", 404)]
    [InlineData("DELETE", "/api/search", 405)]
    public async Task What_is_not_the_api_is_not_passed_on(string method, string path, int status)
    {
        await using var other = await KestrelHost.StartAsync(_ => throw new InvalidOperationException("nothing may arrive"), HttpProtocols.Http1);
        await using var proxy = await ProxyAsync(other.Address);
        using var response = await proxy.SendAsync(path, new HttpMethod(method));
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Bodies_stream_both_ways()
    {
        var goOn = new TaskCompletionSource();
        await using var other = await KestrelHost.StartAsync(
            async context =>
            {
                using var body = new StreamReader(context.Request.Body);
                await context.Response.WriteAsync("first " + await body.ReadToEndAsync(context.RequestAborted));
                await goOn.Task;
                await context.Response.WriteAsync(" second");
            },
            HttpProtocols.Http1);
        await using var proxy = await ProxyAsync(other.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/search") { Content = new StringContent("sent") };
        using var response = await proxy.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var first = new byte[10];
        await stream.ReadExactlyAsync(first, TestContext.Current.CancellationToken);
        Assert.Equal("first sent", Encoding.UTF8.GetString(first));
        goOn.SetResult();
        using var rest = new StreamReader(stream);
        Assert.Equal(" second", await rest.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_request_there_too()
    {
        var arrived = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var other = await KestrelHost.StartAsync(
            async context =>
            {
                context.RequestAborted.Register(ended.SetResult);
                arrived.SetResult();
                await ended.Task;
            },
            HttpProtocols.Http1);
        await using var proxy = await ProxyAsync(other.Address);
        using var leave = new CancellationTokenSource();
        var asking = proxy.Client.GetAsync("/api/search", leave.Token);
        await arrived.Task;
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_silent_data_source_is_given_up_and_a_missing_one_named()
    {
        await using var silent = await KestrelHost.StartAsync(
            context => Task.Delay(Timeout.Infinite, context.RequestAborted), HttpProtocols.Http1);
        await using var proxy = await ProxyAsync(silent.Address, timeout: TimeSpan.FromMilliseconds(50));
        using var late = await proxy.SendAsync("/api/search");
        Assert.Equal(HttpStatusCode.GatewayTimeout, late.StatusCode);
        Assert.Contains("vivace.web.data_source.timeout", await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await using var nobody = await ProxyAsync(new Uri("http://127.0.0.1:1/"));
        using var missing = await nobody.SendAsync("/api/search");
        Assert.Equal(HttpStatusCode.BadGateway, missing.StatusCode);
        Assert.StartsWith("the data source http://127.0.0.1:1/ cannot be reached", await missing.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<ProxyHost> ProxyAsync(Uri url, (string Name, string Value)? header = null, TimeSpan? timeout = null)
    {
        var proxy = new DataSourceProxy(
            new DataSourceOptions
            {
                Url = url,
                Headers = header is { } one ? new Dictionary<string, string> { [one.Name] = one.Value } : [],
                Timeout = timeout ?? TimeSpan.FromSeconds(30),
            },
            TimeProvider.System,
            NullLogger.Instance);
        return new ProxyHost(proxy, await KestrelHost.StartAsync(proxy.HandleAsync, HttpProtocols.Http1));
    }

    private sealed class ProxyHost(DataSourceProxy proxy, KestrelHost host) : IAsyncDisposable
    {
        public HttpClient Client { get; } = new() { BaseAddress = host.Address };

        public Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] headers) =>
            SendAsync(path, HttpMethod.Get, headers);

        public async Task<HttpResponseMessage> SendAsync(string path, HttpMethod method, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, path);
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);
            return await Client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await host.DisposeAsync();
            proxy.Dispose();
        }
    }
}
