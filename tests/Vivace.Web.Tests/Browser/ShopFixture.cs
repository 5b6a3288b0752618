using System.Net.Http.Headers;
using Vivace.Server.Tests.Hosting;
using Vivace.Testing.Otlp;
using Vivace.Web.Tests.Data;
using Xunit;

namespace Vivace.Web.Tests.Browser;

/// <summary>A whole server with its built page and the data of a web shop, sent by OpenTelemetry's own SDK.</summary>
public sealed class ShopFixture : IAsyncLifetime
{
    private static readonly HttpClient Client = new();

    private ServerProcess? _server;

    /// <summary>The page, without a slash at its end.</summary>
    public string Page => $"http://127.0.0.1:{_server!.Port("web page")}";

    /// <summary>What was sent.</summary>
    public Shop Shop { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _server = await ServerProcess.StartAsync();
        Shop.Send(new Uri($"http://127.0.0.1:{_server.Port("OTLP/gRPC")}"));
    }

    /// <summary>Sends more, made by hand.</summary>
    public async Task SendAsync(byte[] request)
    {
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var response = await Client.PostAsync(
            $"http://127.0.0.1:{_server!.Port("OTLP/HTTP")}/v1/traces", content, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <inheritdoc cref="SendAsync(byte[])"/>
    public Task SendAsync(TestTrace trace) => SendAsync(trace.ToBytes());

    /// <summary>Asks the API.</summary>
    public Task<string> GetAsync(string path) => Client.GetStringAsync(Page + path, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
