namespace Vivace.LoadTest.Corpus;

/// <summary>One ExportTraceServiceRequest, ready to be sent.</summary>
/// <param name="Framed">Five bytes of gRPC framing (flag, length), then the message.</param>
/// <param name="SpanCount">Spans within.</param>
internal sealed record ExportRequest(byte[] Framed, int SpanCount)
{
    public const int FrameBytes = 5;

    /// <summary>The message without gRPC's framing.</summary>
    public ReadOnlyMemory<byte> Message => Framed.AsMemory(FrameBytes);

    /// <summary>Frames a message.</summary>
    public static ExportRequest Of(ReadOnlySpan<byte> message, int spanCount, bool compressed = false)
    {
        var framed = new byte[FrameBytes + message.Length];
        framed[0] = compressed ? (byte)1 : (byte)0;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)message.Length);
        message.CopyTo(framed.AsSpan(FrameBytes));
        return new ExportRequest(framed, spanCount);
    }
}
