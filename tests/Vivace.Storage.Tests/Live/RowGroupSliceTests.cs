using System.Buffers.Binary;
using Vivace.Otlp;
using Vivace.Otlp.Wire;
using Vivace.Storage.Live;
using Xunit;

namespace Vivace.Storage.Tests.Live;

public sealed class RowGroupSliceTests
{
    [Fact]
    public void Small_spans_lie_in_one_row_group() => Assert.Single(SlicesOf(traces: 100, statusBytes: 100));

    [Fact]
    public void Row_groups_of_large_spans_are_smaller()
    {
        var slices = SlicesOf(traces: 80, statusBytes: 1 << 20);

        Assert.Equal(80, slices.Sum(static slice => slice.RowCount));
        Assert.All(slices, static slice => Assert.InRange(slice.RowCount, 1, 33));
        Assert.Equal(3, slices.Count);
    }

    /// <summary>Row groups of traces of one span with a long status message each.</summary>
    private static IReadOnlyList<RowGroupSlice> SlicesOf(int traces, int statusBytes)
    {
        var live = new LiveBlock();
        for (var trace = 1; trace <= traces; trace++)
            live.Append(Request(trace, statusBytes));
        return live.View().Slices;
    }

    private static byte[] Request(int trace, int statusBytes)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(id, trace);
        using var writer = new ProtoWriter();
        var resourceSpans = writer.BeginMessage(OtlpFields.RequestResourceSpans);
        var scopeSpans = writer.BeginMessage(OtlpFields.ResourceSpans.ScopeSpans);
        var span = writer.BeginMessage(OtlpFields.ScopeSpans.Spans);
        writer.WriteBytes(OtlpFields.Span.TraceId, id);
        writer.WriteBytes(OtlpFields.Span.SpanId, id[..8]);
        writer.WriteFixed64(OtlpFields.Span.StartTimeUnixNano, (ulong)trace);
        var status = writer.BeginMessage(OtlpFields.Span.Status);
        writer.WriteBytes(OtlpFields.Status.Message, Message(trace, statusBytes));
        writer.EndMessage(status);
        writer.EndMessage(span);
        writer.EndMessage(scopeSpans);
        writer.EndMessage(resourceSpans);
        return writer.Written.ToArray();
    }

    private static byte[] Message(int trace, int bytes)
    {
        var message = new byte[bytes];
        Array.Fill(message, (byte)'x');
        message[0] = (byte)('0' + (trace % 10));
        message[1] = (byte)('0' + (trace / 10 % 10));
        return message;
    }
}
