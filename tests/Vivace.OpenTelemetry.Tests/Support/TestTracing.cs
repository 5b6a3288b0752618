using System.Diagnostics;

namespace Vivace.OpenTelemetry.Tests.Support;

/// <summary>Tracing for one test: an environment without variables, and a filter that names the test's own sources only, since
/// all tests share the process's sources.</summary>
internal static class TestTracing
{
    private static int _sources;

    /// <summary>A name that no other test's source begins with.</summary>
    public static string SourceName(string name) => $"t{Interlocked.Increment(ref _sources)}x.{name}";

    public static OtelConfig Config(TraceReceiver receiver) => Config(receiver.Endpoint);

    public static OtelConfig Config(Uri endpoint) =>
        new OtelConfig().WithEndpoint(endpoint).WithScheduledDelay(TimeSpan.FromMilliseconds(20)).WithEnvironment(_ => null);

    public static void Record(ActivitySource source, string name, ActivityKind kind = ActivityKind.Internal) =>
        source.StartActivity(name, kind)?.Dispose();

    /// <summary>Waits for something that happens on another thread.</summary>
    public static async Task Until(Func<bool> happened)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!happened())
            await Task.Delay(10, deadline.Token);
    }
}
