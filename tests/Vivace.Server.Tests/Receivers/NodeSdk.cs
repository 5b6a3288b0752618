using Xunit;

namespace Vivace.Server.Tests.Receivers;

/// <summary>tests/otlp-node: OpenTelemetry's JavaScript SDK.</summary>
public sealed class NodeSdk : IAsyncLifetime
{
    private readonly NodeProject _project = new("otlp-node");

    public async ValueTask InitializeAsync() => await _project.InstallAsync();

    /// <summary>Sends the known trace; fails the test if it was not accepted, skips it if there is no Node.js.</summary>
    public Task SendAsync(string transport, Uri url, string compression) =>
        _project.RunScriptAsync("send.mjs", transport, url.ToString(), compression);

    public ValueTask DisposeAsync() => default;
}
