using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>The bytes of a skeleton, for typed arrays in a browser: a head, a JSON header that says where the columns are, the columns.
/// Little endian. docs/http-api.md describes it; keep both in step.</summary>
internal static class SkeletonFormat
{
    /// <summary>Its type in HTTP.</summary>
    public const string ContentType = "application/vnd.vivace.skeleton";

    private const uint Magic = 0x4B535656; // "VVSK"
    private const uint Version = 1;
    private const int HeadBytes = 3 * sizeof(uint);
    private const int Alignment = 8;
    private const int MostBytesPerRow = 60;

    /// <summary>Roughly what <see cref="Write"/> will need.</summary>
    public static int EstimateBytes(TraceSkeleton skeleton) =>
        16 * 1024 + MostBytesPerRow * skeleton.SpanIds.Length + 13 * skeleton.EventRows.Length;

    /// <summary>Writes a skeleton.</summary>
    /// <param name="skeleton">What to write.</param>
    /// <param name="partialReason">What could not be read; null when all could.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void Write(TraceSkeleton skeleton, string? partialReason, PooledBuffer output)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("columns are copied as they lie in memory, which must be little endian");

        var spanIds = new byte[skeleton.SpanIds.Length * sizeof(ulong)];
        for (var i = 0; i < skeleton.SpanIds.Length; i++)
            BinaryPrimitives.WriteUInt64BigEndian(spanIds.AsSpan(i * sizeof(ulong)), skeleton.SpanIds[i]);

        var columns = new Columns();
        columns.Add("spanId", "u8", spanIds);
        columns.Add("start", "f64", skeleton.Starts);
        columns.Add("duration", "f64", skeleton.Durations);
        columns.Add("self", "f64", skeleton.SelfTimes);
        columns.Add("parent", "i32", skeleton.Parents);
        columns.Add("service", "u32", skeleton.ServiceIndexes);
        columns.Add("name", "u32", skeleton.NameIndexes);
        columns.Add("childCount", "u32", skeleton.ChildCounts);
        columns.Add("descendants", "u32", skeleton.DescendantCounts);
        columns.Add("depth", "u16", skeleton.Depths);
        columns.Add("kind", "u8", skeleton.Kinds);
        columns.Add("status", "u8", skeleton.Statuses);
        columns.Add("flags", "u8", skeleton.Flags);
        columns.Add("eventRow", "u32", skeleton.EventRows);
        columns.Add("eventOffset", "f64", skeleton.EventOffsets);
        columns.Add("eventFlags", "u8", skeleton.EventFlags);

        using var header = new PooledBuffer(16 * 1024);
        WriteHeader(new TempoJsonWriter(header), skeleton, partialReason, columns);
        Pad(header, HeadBytes + header.Written.Length, (byte)' ');

        var head = output.GetSpan(HeadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(uint)..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(head[(2 * sizeof(uint))..], (uint)header.Written.Length);
        output.Advance(HeadBytes);
        Copy(header.Written.Span, output);
        columns.WriteTo(output);
    }

    private static void WriteHeader(TempoJsonWriter json, TraceSkeleton skeleton, string? partialReason, Columns columns)
    {
        json.BeginObject();
        Text("traceId"u8, skeleton.TraceId.ToString());
        json.Name("startUnixNano"u8);
        json.LongString(skeleton.StartUnixNanoseconds);
        json.Name("durationNano"u8);
        json.LongString(skeleton.DurationNanoseconds);
        Number("rowCount"u8, skeleton.SpanIds.Length);
        Number("totalSpans"u8, skeleton.TotalSpans);
        Text("rootService"u8, skeleton.RootServiceName ?? "");
        Text("rootName"u8, skeleton.RootName ?? "");
        Texts("services"u8, skeleton.Services);
        Texts("names"u8, skeleton.Names);
        json.Name("window"u8);
        if (skeleton.Window is { } window)
        {
            json.BeginObject();
            json.Name("root"u8);
            TextOrNull(window.RootSpanId is { } root ? SpanIdText.Of(root) : null);
            Number("depth"u8, window.Levels);
            Number("offset"u8, window.Offset);
            Number("limit"u8, window.Limit);
            Number("total"u8, window.Total);
            json.EndObject();
        }
        else
        {
            json.Null();
        }

        json.Name("notices"u8);
        json.BeginObject();
        Number("orphans"u8, skeleton.OrphanCount);
        Number("duplicates"u8, skeleton.DuplicateCount);
        json.Name("rootMissing"u8);
        json.Boolean(skeleton.RootName is null);
        json.Name("partial"u8);
        TextOrNull(partialReason);
        json.EndObject();
        json.Name("columns"u8);
        json.BeginArray();
        foreach (var column in columns.All)
        {
            json.BeginObject();
            Text("name"u8, column.Name);
            Text("type"u8, column.Type);
            Number("offset"u8, column.Offset);
            Number("count"u8, column.Count);
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();

        void Text(ReadOnlySpan<byte> name, string value)
        {
            json.Name(name);
            json.String(value);
        }

        void TextOrNull(string? value)
        {
            if (value is null)
                json.Null();
            else
                json.String(value);
        }

        void Number(ReadOnlySpan<byte> name, int value)
        {
            json.Name(name);
            json.Number((uint)value);
        }

        void Texts(ReadOnlySpan<byte> name, IReadOnlyList<string> values)
        {
            json.Name(name);
            json.BeginArray();
            foreach (var value in values)
                json.String(value);
            json.EndArray();
        }
    }

    private static void Copy(ReadOnlySpan<byte> bytes, PooledBuffer output)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }

    /// <summary>Fills up to the next multiple of the alignment.</summary>
    private static void Pad(PooledBuffer output, int position, byte filler)
    {
        var missing = Missing(position);
        if (missing == 0)
            return;
        output.GetSpan(missing)[..missing].Fill(filler);
        output.Advance(missing);
    }

    private static int Missing(int position) => (Alignment - (position % Alignment)) % Alignment;

    /// <summary>Columns and where they will lie.</summary>
    private sealed class Columns
    {
        private readonly List<Action<PooledBuffer>> _writers = [];
        private int _end;

        public List<(string Name, string Type, int Offset, int Count)> All { get; } = [];

        public void Add<T>(string name, string type, T[] values)
            where T : unmanaged
        {
            All.Add((name, type, _end, values.Length));
            var length = checked(values.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
            _end = checked(_end + length + Missing(length));
            _writers.Add(output =>
            {
                var bytes = MemoryMarshal.AsBytes(values.AsSpan());
                Copy(bytes, output);
                Pad(output, bytes.Length, 0);
            });
        }

        public void WriteTo(PooledBuffer output)
        {
            foreach (var write in _writers)
                write(output);
        }
    }
}
