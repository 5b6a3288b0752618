using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.Query.Exceptions;
using Vivace.Query.Metrics;
using Vivace.Query.Search;
using Vivace.Query.ServiceGraph;
using Vivace.Query.Structure;
using Vivace.Query.Tags;
using Vivace.Storage;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Query.Tests;

/// <summary>Spans to ask, wherever they lie.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly LiveBlock? _live;
    private readonly TraceStorage? _storage;
    private readonly string? _folder;

    private Store(LiveBlock live) => _live = live;

    private Store(TraceStorage storage, string folder)
    {
        _storage = storage;
        _folder = folder;
    }

    public static Store Of(params IEnumerable<TestTrace> traces) => Of(traces.Select(trace => trace.ToBytes()));

    public static Store Of(IEnumerable<byte[]> requests)
    {
        var live = new LiveBlock();
        foreach (var request in requests)
            live.Append(request);
        return new Store(live);
    }

    public static async Task<Store> OpenAsync(Placement placement, IReadOnlyList<byte[]> requests) =>
        placement == Placement.Live ? Of(requests) : await OpenBlocksAsync(requests, placement == Placement.OneBlock ? [true] : [true, true, false]);

    /// <summary>Three blocks, traces cut across them, merged into one.</summary>
    public static async Task<Store> OpenCompactedAsync(IReadOnlyList<byte[]> requests)
    {
        var store = await OpenBlocksAsync(requests, [true, true, true]);
        for (var round = 0; round < 3; round++)
            await store._storage!.MaintainAsync(TestContext.Current.CancellationToken);
        using var snapshot = store.Open(TimeRange.All);
        Assert.Equal(1, snapshot.BlockCount);
        return store;
    }

    /// <summary>Stores requests in pieces.</summary>
    /// <param name="requests">The requests, cut into as many pieces as there are entries in <paramref name="flushes"/>.</param>
    /// <param name="flushes">Whether a piece becomes a block at once.</param>
    private static async Task<Store> OpenBlocksAsync(IReadOnlyList<byte[]> requests, bool[] flushes)
    {
        var folder = Directory.CreateTempSubdirectory("vivace-query-").FullName;
        var options = new StorageOptions
        {
            BlocksPath = Path.Combine(folder, "blocks"),
            LogPath = Path.Combine(folder, "wal"),
            Sync = SyncPolicy.None,
            CompactionDisabled = !flushes.All(flush => flush) || flushes.Length == 1,
            BlockRetention = TimeSpan.FromDays(7_300), // the spans of tests are years old
        };
        var cancellation = TestContext.Current.CancellationToken;
        var storage = await TraceStorage.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancellation);
        var store = new Store(storage, folder);
        for (var piece = 0; piece < flushes.Length; piece++)
        {
            foreach (var request in requests.Where((_, i) => i * flushes.Length / requests.Count == piece))
                await storage.AppendAsync(TenantId.Single, request, cancellation);
            if (flushes[piece])
                await storage.FlushAsync(cancellation);
        }

        return store;
    }

    public StorageSnapshot Open(TimeRange range) => _live?.OpenSnapshot() ?? _storage!.OpenSnapshot(TenantId.Single, range);

    /// <summary>Parses and checks a query.</summary>
    public static TraceQuery Parse(string text)
    {
        var parsed = TraceQLParser.Parse(text);
        Assert.True(parsed.Query is not null, $"{text}: {string.Join("; ", parsed.Diagnostics)}");
        var problems = TraceQLChecker.Check(parsed.Query);
        Assert.True(problems.Count == 0, $"{text}: {string.Join("; ", problems)}");
        return parsed.Query;
    }

    /// <summary>What stands between the braces of a filter.</summary>
    public static FieldExpression? Condition(string filter) =>
        ((SpansetFilter)((SpansetStage)((SearchRoot)Parse(filter).Root).Pipeline.Stages[0]).Expression).Condition;

    public async Task<SearchResult> SearchAsync(
        string query, int limit = 10_000, int spansPerSpanset = 0, TimeRange? range = null)
    {
        using var snapshot = Open(range ?? TimeRange.All);
        var request = new SearchRequest(TenantId.Single, Parse(query), range ?? TimeRange.All, limit, spansPerSpanset);
        return await SearchExecution.RunAsync(snapshot, request, TestContext.Current.CancellationToken);
    }

    /// <summary>Names of the spans that match, sorted and separated by commas.</summary>
    public async Task<string> NamesAsync(string query)
    {
        var result = await SearchAsync(query + " | select(name)");
        return string.Join(',', result.Traces.SelectMany(t => t.Spansets).SelectMany(s => s.Spans).Select(s => s.Name)
            .Order(StringComparer.Ordinal));
    }

    public async Task<TagValuesResult> ValuesAsync(string field, string? filter = null, int maxValues = 0)
    {
        using var snapshot = Open(TimeRange.All);
        var request = new TagValuesRequest(
            TenantId.Single, TimeRange.All, [TraceQLParser.ParseField(field)!], filter is null ? null : Condition(filter), maxValues, 0);
        return await TagValues.FindAsync(snapshot, request, TestContext.Current.CancellationToken);
    }

    public async Task<TagNamesResult> TagsAsync(AttributeScope? scope = null, string? filter = null)
    {
        using var snapshot = Open(TimeRange.All);
        var request = new TagNamesRequest(
            TenantId.Single, TimeRange.All, scope, filter is null ? null : Condition(filter), 0, 0);
        return await TagNames.FindAsync(snapshot, request, TestContext.Current.CancellationToken);
    }

    public async Task<MetricsResult> MetricsAsync(
        string query, MetricsWindow window, int maxExemplars = 0, int maxSeries = 0, long limitBytes = MemoryBudget.DefaultBytes)
    {
        var request = new MetricsRequest([TenantId.Single], Parse(query), window, maxExemplars, maxSeries);
        var execution = new MetricsExecution(request, limitBytes);
        using var snapshot = Open(execution.Range);
        await execution.VisitAsync(snapshot, TestContext.Current.CancellationToken);
        return execution.Finish();
    }

    public async Task<ServiceGraphResult> ServiceGraphAsync(
        TimeRange? range = null, string? query = null, int maxNodes = 1_000, int maxEdges = 10_000, string? groupKey = null,
        IReadOnlySet<TraceId>? traces = null)
    {
        var request = new ServiceGraphRequest(
            [TenantId.Single], range ?? TimeRange.All, query is null ? null : Parse(query), maxNodes, maxEdges, groupKey)
        { Traces = traces };
        var execution = new ServiceGraphExecution(request);
        using var snapshot = Open(execution.SnapshotRange);
        await execution.VisitAsync(snapshot, TestContext.Current.CancellationToken);
        return execution.Finish();
    }

    public async Task<TraceStructureResult> StructureAsync(
        string? query = null, TimeRange? range = null, int maxTraces = 1_000, StructureOrder order = StructureOrder.Errors, int maxNodes = 10_000, int maxLevels = 100)
    {
        var execution = new StructureExecution(new TraceStructureRequest(
            [TenantId.Single], range ?? TimeRange.All, query is null ? null : Parse(query), maxTraces, order, maxNodes, maxLevels));
        using var snapshot = Open(range ?? TimeRange.All);
        await execution.VisitAsync(snapshot, TestContext.Current.CancellationToken);
        return execution.Finish();
    }

    public async Task<ExceptionsResult> ExceptionsAsync(TimeRange range, string? query = null, ulong stepNanoseconds = 1_000_000_000, int limit = 1_000)
    {
        var execution = new ExceptionsExecution(
            new ExceptionsRequest([TenantId.Single], range, query is null ? null : Parse(query), stepNanoseconds, limit));
        using var snapshot = Open(range);
        await execution.VisitAsync(snapshot, TestContext.Current.CancellationToken);
        return execution.Finish();
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null)
            await _storage.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
