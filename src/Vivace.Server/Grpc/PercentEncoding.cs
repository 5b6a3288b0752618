using System.Buffers;
using System.Text;

namespace Vivace.Server.Grpc;

/// <summary>The encoding of <c>grpc-message</c>: printable ASCII except <c>%</c> stands for itself, every other byte of the
/// UTF-8 text is <c>%XX</c> (gRPC over HTTP/2, "Responses").</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Encodes a message so that it is a valid header value, whatever it quotes.</summary>
    public static string Encode(string message)
    {
        var first = message.AsSpan().IndexOfAnyExcept(Plain);
        return first < 0 ? message : EncodeFrom(message, first);
    }

    private static string EncodeFrom(string message, int first)
    {
        var encoded = new StringBuilder(message.Length + 32).Append(message, 0, first);
        foreach (var b in Encoding.UTF8.GetBytes(message[first..]))
        {
            if (b is >= 0x20 and <= 0x7E and not (byte)'%')
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(Hex(b >> 4)).Append(Hex(b & 15));
        }

        return encoded.ToString();

        static char Hex(int nibble) => "0123456789ABCDEF"[nibble];
    }
}
