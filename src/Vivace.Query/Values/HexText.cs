using System.Buffers.Binary;
using Vivace.Core;

namespace Vivace.Query.Values;

/// <summary>Ids as lower-case hexadecimal digits in UTF-8.</summary>
internal static class HexText
{
    private static ReadOnlySpan<byte> Digits => "0123456789abcdef"u8;

    /// <summary>Writes bytes as digits.</summary>
    /// <param name="bytes">The id.</param>
    /// <param name="buffer">At least two bytes for each of them.</param>
    /// <param name="trimmed">True to leave leading zeros out.</param>
    public static ReadOnlySpan<byte> Write(scoped ReadOnlySpan<byte> bytes, Span<byte> buffer, bool trimmed)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            buffer[2 * i] = Digits[bytes[i] >> 4];
            buffer[2 * i + 1] = Digits[bytes[i] & 15];
        }

        ReadOnlySpan<byte> text = buffer[..(2 * bytes.Length)];
        return trimmed ? text.TrimStart((byte)'0') : text;
    }

    /// <summary>Writes a span id: 16 digits.</summary>
    public static ReadOnlySpan<byte> Write(ulong spanId, Span<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, spanId);
        return Write(bytes, buffer, trimmed: false);
    }

    /// <summary>Writes a trace id without leading zeros.</summary>
    public static ReadOnlySpan<byte> Write(TraceId traceId, Span<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[TraceId.SizeBytes];
        traceId.CopyTo(bytes);
        return Write(bytes, buffer, trimmed: true);
    }

    /// <summary>Reads a span id written as exactly 16 lower-case digits.</summary>
    public static bool TryReadSpanId(ReadOnlySpan<byte> text, out ulong spanId)
    {
        spanId = 0;
        if (text.Length != 16)
            return false;

        foreach (var digit in text)
        {
            var value = Digits.IndexOf(digit);
            if (value < 0)
                return false;
            spanId = (spanId << 4) | (uint)value;
        }

        return true;
    }
}
