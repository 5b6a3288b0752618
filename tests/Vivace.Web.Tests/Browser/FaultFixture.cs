using System.Net.Http.Headers;
using Vivace.Server.Tests.Hosting;
using Vivace.Web.Tests.Data;
using Xunit;

namespace Vivace.Web.Tests.Browser;

/// <summary>A whole server with its built page and the traffic of a shop with a known fault.</summary>
public sealed class FaultFixture : IAsyncLifetime
{
    private ServerProcess? _server;

    /// <summary>The page, without a slash at its end.</summary>
    public string Page => $"http://127.0.0.1:{_server!.Port("web page")}";

    /// <summary>What was sent.</summary>
    internal FaultyShop Shop { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _server = await ServerProcess.StartAsync();
        using var client = new HttpClient();
        using var content = new ByteArrayContent(Shop.Traffic(TimeProvider.System.GetUtcNow().AddMinutes(-1)).ToBytes());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var response = await client.PostAsync(
            $"http://127.0.0.1:{_server.Port("OTLP/HTTP")}/v1/traces", content, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
