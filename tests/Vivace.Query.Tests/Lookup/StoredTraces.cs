using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.Storage;
using Xunit;

namespace Vivace.Query.Tests.Lookup;

/// <summary>The local store over an engine of its own, its spans lying where a test wants them.</summary>
internal sealed class StoredTraces : IAsyncDisposable
{
    private readonly TraceStorage _storage;
    private readonly string _folder;

    private StoredTraces(TraceStorage storage, string folder)
    {
        _storage = storage;
        _folder = folder;
        Local = new LocalTraceStore(storage, TimeProvider.System, NullLoggerFactory.Instance);
    }

    public LocalTraceStore Local { get; }

    public string BlocksPath => Path.Combine(_folder, "blocks");

    public static async Task<StoredTraces> OpenAsync(Placement placement, IReadOnlyList<byte[]> requests)
    {
        var folder = Directory.CreateTempSubdirectory("vivace-query-").FullName;
        var cancellation = TestContext.Current.CancellationToken;
        var options = new StorageOptions
        {
            BlocksPath = Path.Combine(folder, "blocks"),
            LogPath = Path.Combine(folder, "wal"),
            Sync = SyncPolicy.None,
            CompactionDisabled = true,
            BlockRetention = TimeSpan.FromDays(7_300), // the spans of tests are years old
        };
        var stored = new StoredTraces(
            await TraceStorage.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, cancellation), folder);
        var pieces = placement == Placement.Scattered ? 3 : 1;
        for (var piece = 0; piece < pieces; piece++)
        {
            foreach (var request in requests.Where((_, i) => i * pieces / requests.Count == piece))
                await stored._storage.AppendAsync(TenantId.Single, request, cancellation);
            if (placement != Placement.Live && piece < 2)
                await stored._storage.FlushAsync(cancellation);
        }

        return stored;
    }

    public async ValueTask DisposeAsync()
    {
        Local.Dispose();
        await _storage.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
