using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.Storage.Files;
using Vivace.Storage.RowGroups;
using Vivace.Testing;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

/// <summary>Opens engines that do nothing by themselves, and asks them for everything.</summary>
internal static class EngineBed
{
    public const string BlocksFolder = "/data/blocks";
    public const string LogFolder = "/data/wal";

    /// <summary>Blocks are cut and merged when a test says so; all times lie in one window; nothing expires.</summary>
    public static StorageOptions Options => new()
    {
        BlocksPath = BlocksFolder,
        LogPath = LogFolder,
        SegmentBytes = 1 << 20,
        MinFreeBytes = 0,
        MaxBlockDuration = TimeSpan.FromDays(10),
        FlushCheckPeriod = TimeSpan.FromDays(10),
        CompactionCycle = TimeSpan.FromDays(10),
        CompactionWindow = TimeSpan.FromDays(200_000),
        BlockRetention = TimeSpan.Zero,
    };

    public static TenantId Tenant(string name) =>
        TenantId.TryParse(name, out var tenant, out var error) ? tenant : throw new ArgumentException(error, nameof(name));

    public static Task<TraceStorage> OpenAsync(
        IFileSystem files, StorageOptions? options = null, TimeProvider? time = null) =>
        TraceStorage.OpenAsync(
            options ?? Options, files, time ?? new ManualTime(), NullLoggerFactory.Instance, CancellationToken.None);

    public static async Task AppendAsync(TraceStorage storage, byte[] request, TenantId tenant = default)
    {
        var result = await storage.AppendAsync(tenant, request, CancellationToken.None);
        Assert.True(result.IsAccepted, result.Reason);
    }

    /// <summary>A request with one checkout, and its half that was or was not sent yet.</summary>
    public static byte[] Checkout(int number) => Traces.Checkout(number).ToBytes();

    public static byte[] Half(int number, bool second) =>
        Traces.ToRequest(Traces.Checkout(number).Spans.Where((_, i) => i % 2 == 1 == second)).ToBytes();

    /// <summary>Wants every trace of some requests found by its id, whole and once, and answered by exactly one row group.</summary>
    public static void AssertStored(TraceStorage storage, IReadOnlyCollection<byte[]> sent, TenantId tenant = default)
    {
        var expected = StoredOnce.Of(sent).GroupBy(span => span.TraceId).ToDictionary(trace => trace.Key, trace => trace.ToArray());
        foreach (var (id, spans) in expected)
        {
            var found = storage.FindTrace(tenant, id, TimeRange.All, CancellationToken.None);
            Assert.Null(found.PartialReason);
            OtlpTraces.AssertSame(spans, OtlpTraces.Normalize(found.TracesData.ToArray()));
            Assert.Equal(spans.Length, found.SpanCount);
        }

        using var snapshot = storage.OpenSnapshot(tenant, TimeRange.All);
        Assert.Null(snapshot.PartialReason);
        var answered = SpanCounts(snapshot);
        Assert.Equal(
            expected.Select(trace => (trace.Key, trace.Value.Length)).Order(),
            answered.Order());
    }

    /// <summary>Trace ids and span counts of all row groups, excluded traces left out; a trace answered twice is there twice.</summary>
    public static List<(TraceId Id, int SpanCount)> SpanCounts(StorageSnapshot snapshot)
    {
        var answered = new List<(TraceId Id, int SpanCount)>();
        foreach (var handle in snapshot.RowGroups)
        {
            using var group = handle.Open();
            for (var trace = 0; trace < group.TraceCount; trace++)
            {
                if (!group.ExcludedTraces.Contains(trace))
                    answered.Add((group.TraceIds[trace], group.TraceFirstRows[trace + 1] - group.TraceFirstRows[trace]));
            }
        }

        return answered;
    }

    /// <summary>Waits for something that happens on another thread; fails after a time that only a broken program needs.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 6000 && !condition(); i++)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.True(condition(), "it did not come to pass");
    }

    /// <summary>Folders of the blocks that exist, their files by name.</summary>
    public static List<string> BlockFolders(IFileSystem files, string metaFile = "meta.json") =>
    [
        .. from tenant in files.ListDirectories(BlocksFolder)
           from block in files.ListDirectories(Path.Combine(BlocksFolder, tenant))
           let folder = Path.Combine(BlocksFolder, tenant, block)
           where files.FileExists(Path.Combine(folder, metaFile))
           orderby folder
           select folder,
    ];
}
