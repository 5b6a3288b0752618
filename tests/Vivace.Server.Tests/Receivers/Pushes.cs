using Vivace.Otlp.Wire;
using Vivace.Testing.Otlp;

namespace Vivace.Server.Tests.Receivers;

/// <summary>Requests that receivers must tell apart.</summary>
internal static class Pushes
{
    /// <summary>The checkout trace's six spans and two whose ids are wrong.</summary>
    public static byte[] WithBadIds()
    {
        var good = Traces.Checkout().ToRequest();
        var shortTraceId = new OtlpSpan { TraceId = new byte[15], SpanId = [1, 2, 3, 4, 5, 6, 7, 8], Name = "short trace id" };
        var zeroSpanId = new OtlpSpan { TraceId = [.. Enumerable.Repeat((byte)1, 16)], SpanId = new byte[8], Name = "zero span id" };
        var bad = new OtlpResourceSpans { ScopeSpans = [new OtlpScopeSpans { Spans = [shortTraceId, zeroSpanId] }] };
        return new OtlpRequest([.. good.ResourceSpans, bad]).ToBytes();
    }

    /// <summary>A well-formed request of exactly this many bytes; one span and an unknown field that fills it.</summary>
    public static byte[] OfSize(int sizeBytes)
    {
        const int FillerField = 1000;
        var span = Traces.Checkout().ToBytes();
        using var writer = new ProtoWriter(sizeBytes);
        writer.WriteRaw(span);
        var filler = sizeBytes - span.Length;
        filler -= 2 + ProtoWriter.VarintSize((ulong)filler);
        writer.WriteBytes(FillerField, new byte[filler]);
        return writer.Written.ToArray();
    }
}
