using Microsoft.Extensions.Hosting;

namespace Vivace.OpenTelemetry.Hosting;

/// <summary>Starts tracing before the first hosted service starts, and sends what waits after the last has stopped.</summary>
internal sealed class OtelHostedService : IHostedLifecycleService
{
    private readonly OtelTracing _tracing;

    /// <summary>Holds what is stopped at the end.</summary>
    /// <param name="tracing">Runs from its creation, which is that of this service: hosts create all of them before they start one.</param>
    public OtelHostedService(OtelTracing tracing) => _tracing = tracing;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Here rather than in the container's disposal, which a host that is stopped but never disposed does not reach.
    public async Task StoppedAsync(CancellationToken cancellationToken) => await _tracing.DisposeAsync().ConfigureAwait(false);
}
