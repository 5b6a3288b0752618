using System.Buffers.Text;
using System.Diagnostics;
using System.Text;

namespace Vivace.Otlp.Json;

/// <summary>Resolves the escapes of a JSON string.</summary>
/// <remarks>Unlike <see cref="System.Text.Json.Utf8JsonReader"/>'s own, it never throws: a lone surrogate becomes U+FFFD, and bytes that are not UTF-8
/// pass as they are, as they do in protobuf.</remarks>
internal static class JsonUnescape
{
    /// <summary>Unescapes.</summary>
    /// <param name="escaped">The inside of a string token whose escapes a JSON reader has found well formed.</param>
    /// <param name="destination">At least as long; no escape is shorter than what it stands for.</param>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
            {
                escaped.CopyTo(destination[written..]);
                return written + escaped.Length;
            }

            escaped[..plain].CopyTo(destination[written..]);
            written += plain;
            var code = escaped[plain + 1];
            escaped = escaped[(plain + 2)..];
            if (code == 'u')
            {
                written += ReadRune(ref escaped).EncodeToUtf8(destination[written..]);
                continue;
            }

            destination[written++] = code switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                _ => code, // quote, backslash, slash
            };
        }
    }

    private static Rune ReadRune(ref ReadOnlySpan<byte> escaped)
    {
        var first = ReadUnit(ref escaped);
        if (!char.IsSurrogate(first))
            return new Rune(first);

        if (char.IsHighSurrogate(first) && escaped.Length >= 6 && escaped[0] == '\\' && escaped[1] == 'u')
        {
            var rest = escaped[2..];
            var second = ReadUnit(ref rest);
            if (char.IsLowSurrogate(second))
            {
                escaped = rest;
                return new Rune(first, second);
            }
        }

        return Rune.ReplacementChar;
    }

    private static char ReadUnit(ref ReadOnlySpan<byte> escaped)
    {
        var isHexadecimal = Utf8Parser.TryParse(escaped[..4], out ushort unit, out var consumed, 'x') && consumed == 4;
        Debug.Assert(isHexadecimal, "the JSON reader has checked the escape");
        escaped = escaped[4..];
        return (char)unit;
    }
}
