using System.Buffers.Binary;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.LoadTest.Replaying;

/// <summary>Finds the times in an encoded request and moves them. They are fixed-width on the wire, so that nothing else
/// changes.</summary>
internal static class SpanTimes
{
    /// <summary>What one walk over a request finds.</summary>
    /// <param name="SpanCount">Spans in the request.</param>
    /// <param name="LastUnixNanoseconds">The latest end of a span; 0 without spans.</param>
    internal readonly record struct Found(int SpanCount, ulong LastUnixNanoseconds);

    /// <summary>Counts spans and finds the latest end, without changing anything.</summary>
    /// <exception cref="OtlpFormatException">The request is malformed.</exception>
    public static Found Read(byte[] request) => Walk(request, 0);

    /// <summary>Adds to the start and end of every span and to the time of every event; a time of zero means "not known"
    /// and stays.</summary>
    /// <exception cref="OtlpFormatException">The request is malformed.</exception>
    public static Found Shift(byte[] request, long nanoseconds) => Walk(request, nanoseconds);

    private static Found Walk(byte[] request, long shift)
    {
        var spans = 0;
        var last = 0UL;
        var reader = new ProtoReader(request);
        while (Find(ref reader, OtlpFields.RequestResourceSpans, out var resourceSpans))
        {
            while (Find(ref resourceSpans, OtlpFields.ResourceSpans.ScopeSpans, out var scopeSpans))
            {
                while (Find(ref scopeSpans, OtlpFields.ScopeSpans.Spans, out var span))
                {
                    spans++;
                    last = Math.Max(last, WalkSpan(request, span, shift));
                }
            }
        }

        return new Found(spans, last);
    }

    private static ulong WalkSpan(byte[] request, ProtoReader span, long shift)
    {
        var end = 0UL;
        while (span.TryReadTag(out var field, out var wireType))
        {
            if (field is OtlpFields.Span.StartTimeUnixNano or OtlpFields.Span.EndTimeUnixNano && wireType == WireType.Fixed64)
            {
                var time = MoveTime(request, ref span, shift);
                end = field == OtlpFields.Span.EndTimeUnixNano ? time : end;
            }
            else if (field == OtlpFields.Span.Events && wireType == WireType.LengthDelimited)
            {
                WalkEvent(request, span.ReadMessage(), shift);
            }
            else
            {
                span.Skip(field, wireType);
            }
        }

        return end;
    }

    private static void WalkEvent(byte[] request, ProtoReader happened, long shift)
    {
        while (happened.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.Event.TimeUnixNano && wireType == WireType.Fixed64)
                MoveTime(request, ref happened, shift);
            else
                happened.Skip(field, wireType);
        }
    }

    private static ulong MoveTime(byte[] request, ref ProtoReader reader, long shift)
    {
        var offset = reader.Offset;
        var time = reader.ReadFixed64();
        if (time == 0 || shift == 0)
            return time;
        time = (ulong)((long)time + shift);
        BinaryPrimitives.WriteUInt64LittleEndian(request.AsSpan(offset), time);
        return time;
    }

    private static bool Find(ref ProtoReader reader, int wanted, out ProtoReader message)
    {
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == wanted && wireType == WireType.LengthDelimited)
            {
                message = reader.ReadMessage();
                return true;
            }

            reader.Skip(field, wireType);
        }

        message = default;
        return false;
    }
}
