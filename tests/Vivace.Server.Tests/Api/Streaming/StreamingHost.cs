using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.Otlp.Wire;
using Vivace.Server.Api;
using Vivace.Server.Grpc;
using Vivace.Server.Metrics;
using Vivace.Server.Tests.Grpc;
using Vivace.Store;
using Xunit;

namespace Vivace.Server.Tests.Api.Streaming;

/// <summary>The streaming service on a real Kestrel, over a scripted store.</summary>
internal sealed class StreamingHost : IAsyncDisposable
{
    private readonly KestrelHost _kestrel;
    private readonly QueryApi _api;
    private readonly MetricsCollector _collector;
    private readonly RequestMetrics _requests;

    private StreamingHost(KestrelHost kestrel, QueryApi api, MetricsCollector collector, RequestMetrics requests, ScriptedStore store)
    {
        _kestrel = kestrel;
        _api = api;
        _collector = collector;
        _requests = requests;
        Store = store;
        Client = new RawGrpcClient(kestrel.Address);
    }

    public ScriptedStore Store { get; }

    public RawGrpcClient Client { get; }

    public Uri Address => _kestrel.Address;

    public static async Task<StreamingHost> StartAsync(ScriptedStore? store = null, QueryApiOptions? options = null)
    {
        store ??= new ScriptedStore();
        var collector = new MetricsCollector(NullLogger<MetricsCollector>.Instance);
        var requests = new RequestMetrics();
        var api = new QueryApi(
            store, options ?? new QueryApiOptions(), new FixedReadiness(), new FixedConfiguration(),
            new BuildDescription("0.1.0", "3.0.0", "abc1234", "main", "2026-01-02", "ci"), collector, requests, TimeProvider.System,
            NullLogger<QueryApi>.Instance);
        var kestrel = await KestrelHost.StartGrpcAsync([.. api.StreamingMethods(new GrpcMessageLimit(1 << 20, "the limit of a test"))]);
        return new StreamingHost(kestrel, api, collector, requests, store);
    }

    /// <summary>Calls a method.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="write">Writes the request.</param>
    /// <param name="metadata">Headers of the call.</param>
    public async Task<RawGrpcAnswer> CallAsync(string method, Action<ProtoWriter> write, params (string Name, string Value)[] metadata)
    {
        using var proto = new ProtoWriter();
        write(proto);
        return await Client.CallAsync(
            PathOf(method), RawGrpcClient.Frame(proto.Written), TestContext.Current.CancellationToken, metadata);
    }

    public static string PathOf(string method) => $"/tempopb.StreamingQuerier/{method}";

    /// <summary>A trace found, with as little as there can be.</summary>
    /// <param name="number">Its id and, in seconds, its start.</param>
    /// <param name="name">Name of its root.</param>
    public static TraceSummary Trace(int number, string? name = null) => new(
        new TraceId(0, (ulong)number), "shop", name, (ulong)number * 1_000_000_000, 0, new Dictionary<string, ServiceStats>(), []);

    /// <summary>Waits until a result so far is wanted, which is when the one before was sent.</summary>
    public static async Task UntilWantedAsync<T>(QueryProgress<T>? progress, CancellationToken cancellationToken)
        where T : class
    {
        while (!progress!.TryBeginReport())
            await Task.Delay(1, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _kestrel.DisposeAsync();
        _api.Dispose();
        _collector.Dispose();
        _requests.Dispose();
    }
}
