using System.Globalization;
using System.Text;
using Vivace.Core;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Ingest;

/// <summary>The sentences a sender reads when spans are refused.</summary>
internal static class RefusalText
{
    /// <summary>Most bytes of a sender's own text that are quoted back.</summary>
    private const int MaxQuotedBytes = 200;

    /// <summary>Names the first span with a bad id and what is wrong with it.</summary>
    public static string BadIds(ReadOnlySpan<byte> request, OtlpWalk walk)
    {
        var reader = new ProtoReader(request.Slice(walk.FirstRefusedOffset, walk.FirstRefusedSizeBytes));
        ReadOnlySpan<byte> traceId = default, spanId = default, name = default;
        bool badTraceId = false, badSpanId = false;
        while (reader.TryReadTag(out var field, out var wireType))
        {
            // Of an id that occurs twice, the bad one is named.
            if (field == OtlpFields.Span.TraceId)
                Take(reader.ReadBytes(), SpanIdCheck.IsTraceId, ref traceId, ref badTraceId);
            else if (field == OtlpFields.Span.SpanId)
                Take(reader.ReadBytes(), SpanIdCheck.IsSpanId, ref spanId, ref badSpanId);
            else if (field == OtlpFields.Span.Name)
                name = reader.ReadBytes();
            else
                reader.Skip(field, wireType);
        }

        var span = $"span \"{Quoted(name)}\"";
        var problem = SpanIdCheck.IsTraceId(traceId)
            ? $"span ids must be {SpanIdCheck.SpanIdSizeBytes} bytes and not all zero, received {Received(spanId)}"
                + $" ({span} of trace {TraceId.FromBytes(traceId)})"
            : $"trace ids must be {SpanIdCheck.TraceIdSizeBytes} bytes and not all zero, received {Received(traceId)} ({span})";
        return string.Create(
            CultureInfo.InvariantCulture, $"{walk.RefusedSpans} of {walk.SpanCount} spans refused: {problem}");

        static void Take(
            ReadOnlySpan<byte> id, Func<ReadOnlySpan<byte>, bool> isGood, ref ReadOnlySpan<byte> kept, ref bool keptIsBad)
        {
            if (keptIsBad)
                return;
            kept = id;
            keptIsBad = !isGood(id);
        }

        static string Received(ReadOnlySpan<byte> id) => !id.IsEmpty && id.IndexOfAnyExcept((byte)0) < 0
            ? string.Create(CultureInfo.InvariantCulture, $"{id.Length} zero bytes")
            : string.Create(CultureInfo.InvariantCulture, $"{id.Length} bytes");
    }

    /// <summary>Says that a push exceeds the tenant's byte rate, and which setting to change.</summary>
    /// <param name="tenant">Who sent it.</param>
    /// <param name="sizeBytes">Size of the push.</param>
    /// <param name="limits">The tenant's limits.</param>
    public static string RateLimited(TenantId tenant, long sizeBytes, IngestLimits limits)
    {
        var advice = limits.RateLimitBytes == 0
            ? "The limit refuses every push: set ingestion.rate_limit_bytes above 0, or to -1 for no limit."
            : sizeBytes > limits.BurstSizeBytes
                ? "The push is larger than the burst and can never pass: send smaller batches or raise ingestion.burst_size_bytes."
                : "Send less, or raise ingestion.rate_limit_bytes and ingestion.burst_size_bytes in the overrides.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"RATE_LIMITED: ingestion rate limit (local: {limits.RateLimitBytes} bytes/s, global: 0 bytes/s, burst: {limits.BurstSizeBytes} bytes) exceeded while adding {sizeBytes} bytes for user {tenant}. {advice}");
    }

    private static string Quoted(ReadOnlySpan<byte> text)
    {
        var quoted = new StringBuilder(text.Length);
        foreach (var rune in Encoding.UTF8.GetString(Utf8Cut.AtMost(text, MaxQuotedBytes)).EnumerateRunes())
            quoted.Append(Rune.IsControl(rune) ? "\uFFFD" : rune.ToString());
        return text.Length > MaxQuotedBytes ? quoted.Append('…').ToString() : quoted.ToString();
    }
}
