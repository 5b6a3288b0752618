using System.Buffers.Binary;

namespace Vivace.Ingest;

/// <summary>The rule for the ids of a span (W3C Trace Context): 16 and 8 bytes, not all zero.</summary>
internal static class SpanIdCheck
{
    public const int TraceIdSizeBytes = 16;
    public const int SpanIdSizeBytes = 8;

    public static bool IsTraceId(ReadOnlySpan<byte> id) =>
        id.Length == TraceIdSizeBytes
        && (BinaryPrimitives.ReadUInt64LittleEndian(id) | BinaryPrimitives.ReadUInt64LittleEndian(id[8..])) != 0;

    public static bool IsSpanId(ReadOnlySpan<byte> id) =>
        id.Length == SpanIdSizeBytes && BinaryPrimitives.ReadUInt64LittleEndian(id) != 0;
}
