using System.Buffers.Binary;
using System.IO.Compression;
using Vivace.Testing.Otlp;

namespace Vivace.Server.Tests.EndToEnd;

/// <summary>What a real ReifyDB server exported: gzip over records of a 32-bit little-endian length, four bytes to skip, and one
/// ExportTraceServiceRequest.</summary>
internal sealed class Recording
{
    private const string FileName = "reifydb.otlp.gz";

    private readonly Dictionary<string, List<byte[]>> _raw;
    private readonly Lazy<ILookup<string, FlatSpan>> _exact; // costs seconds; wanted only where bytes differ

    private Recording(List<byte[]> requests)
    {
        Requests = requests;
        Spans = [.. requests.SelectMany(RecordedSpanReader.Read)];
        _raw = requests.SelectMany(RawSpans.Of).GroupBy(RawSpans.TraceId).ToDictionary(trace => trace.Key, trace => trace.Order(RawSpans.Order).ToList());
        _exact = new(() => OtlpTraces.Normalize(requests).ToLookup(span => span.TraceId.ToString()));
        StartUnixSeconds = Spans.Min(span => span.StartUnixNanoseconds) / 1_000_000_000;
        EndUnixSeconds = (Spans.Max(span => span.EndUnixNanoseconds) / 1_000_000_000) + 1;
    }

    public IReadOnlyList<byte[]> Requests { get; }

    public IReadOnlyList<RecordedSpan> Spans { get; }

    /// <summary>In hexadecimal digits, each once.</summary>
    public IReadOnlyCollection<string> TraceIds => _raw.Keys;

    public ulong StartUnixSeconds { get; }

    public ulong EndUnixSeconds { get; }

    /// <summary>Says how a trace differs from what was sent; null when it does not.</summary>
    public string? Difference(string traceId, byte[] tracesData) => RawSpans.AreSame(_raw[traceId], RawSpans.Of(tracesData))
        ? null
        : OtlpTraces.Difference([.. _exact.Value[traceId]], OtlpTraces.Normalize(tracesData));

    /// <summary>Where the file is: in <c>shared/data</c> beside the checkout; null when it is not there.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (folder.Parent is { } parent && Path.Combine(parent.FullName, "shared", "data", FileName) is var path && File.Exists(path))
                return path;
        return null;
    }

    public static async Task<Recording> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using (var file = File.OpenRead(path))
        await using (var unzipped = new GZipStream(file, CompressionMode.Decompress))
            await unzipped.CopyToAsync(bytes, cancellationToken);
        var requests = new List<byte[]>();
        for (var rest = bytes.ToArray().AsMemory(); rest.Length > 0;)
        {
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(rest.Span);
            requests.Add(rest.Slice(8, length).ToArray());
            rest = rest[(8 + length)..];
        }
        return new Recording(requests);
    }
}
