using System.Buffers;
using System.Buffers.Text;

namespace Vivace.Query.Exceptions;

/// <summary>Puts placeholders in the place of what differs between messages of one kind: numbers, ids, addresses and quoted texts.
/// One pass over UTF-8, linear in the text.</summary>
internal static class MessagePattern
{
    /// <summary>Longest text looked at; what follows is cut off.</summary>
    public const int MaxLength = 1_000;

    private const int LongestQuoted = 200;
    private const int LongestWord = 64;
    private const int UuidLength = 36;
    private const int ShortestHex = 8;
    private const int ShortestInnerNumber = 3;

    private static readonly SearchValues<byte> WordBytes =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"u8);

    private static readonly SearchValues<byte> HexBytes = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly SearchValues<byte> DigitBytes = SearchValues.Create("0123456789"u8);
    private static readonly SearchValues<byte> Ipv4Bytes = SearchValues.Create("0123456789.:"u8);
    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    /// <summary>Writes the pattern of a message.</summary>
    /// <param name="message">UTF-8.</param>
    /// <param name="pattern">Receives the pattern.</param>
    public static void Write(ReadOnlySpan<byte> message, IBufferWriter<byte> pattern)
    {
        message = message[..Math.Min(message.Length, MaxLength)];
        var isAfterWord = false;
        while (!message.IsEmpty)
        {
            var length = isAfterWord ? 0 : MatchToken(message, pattern);
            if (length > 0)
            {
                message = message[length..];
                isAfterWord = true;
                continue;
            }

            if (WordBytes.Contains(message[0]))
            {
                length = message.IndexOfAnyExcept(WordBytes);
                length = length < 0 ? message.Length : length;
                WriteWord(message[..length], pattern);
                isAfterWord = true;
            }
            else
            {
                length = 1;
                pattern.Write(message[..1]);
                isAfterWord = false;
            }

            message = message[length..];
        }
    }

    /// <summary>Recognises what begins here as a whole.</summary>
    /// <returns>Its length; 0 when it is nothing of the kind.</returns>
    private static int MatchToken(ReadOnlySpan<byte> text, IBufferWriter<byte> pattern)
    {
        if (QuotedLength(text) is > 0 and var quoted)
            return Replace(quoted, "<str>"u8, pattern);
        if (text.Length >= UuidLength && Utf8Parser.TryParse(text[..UuidLength], out Guid _, out _, 'D') && EndsWord(text, UuidLength))
            return Replace(UuidLength, "<uuid>"u8, pattern);
        if (AddressLength(text) is > 0 and var address)
            return Replace(address, "<addr>"u8, pattern);
        if (HexLength(text) is > 0 and var hex)
            return Replace(hex, "<hex>"u8, pattern);
        return 0;
    }

    private static int Replace(int length, ReadOnlySpan<byte> placeholder, IBufferWriter<byte> pattern)
    {
        pattern.Write(placeholder);
        return length;
    }

    private static bool EndsWord(ReadOnlySpan<byte> text, int length) => length == text.Length || !WordBytes.Contains(text[length]);

    private static int QuotedLength(ReadOnlySpan<byte> text)
    {
        if (text[0] is not ((byte)'"' or (byte)'\'' or (byte)'`'))
            return 0;
        var inside = text[1..Math.Min(text.Length, LongestQuoted)];
        var end = inside.IndexOfAny(text[0], (byte)'\n');
        return end >= 0 && inside[end] == text[0] && EndsWord(text, end + 2) ? end + 2 : 0;
    }

    /// <summary>An IPv4 address, with a port or without, or an IPv6 address.</summary>
    private static int AddressLength(ReadOnlySpan<byte> text)
    {
        var length = text[..Math.Min(text.Length, LongestWord)].IndexOfAnyExcept(AddressBytes);
        length = length < 0 ? Math.Min(text.Length, LongestWord) : length;
        while (length > 0 && text[length - 1] is (byte)'.' or (byte)':')
            length--; // the end of a sentence
        if (length < 3 || !EndsWord(text, length))
            return 0;
        var word = text[..length];
        var dots = word.Count((byte)'.');
        var colons = word.Count((byte)':');
        if (dots == 3 && colons <= 1)
            return word.IndexOfAnyExcept(Ipv4Bytes) < 0 ? length : 0;
        return dots == 0 && (colons == 7 || (colons >= 2 && word.IndexOf("::"u8) >= 0)) ? length : 0;
    }

    /// <summary><c>0x1f</c>, or eight hexadecimal digits and more, a decimal one among them.</summary>
    private static int HexLength(ReadOnlySpan<byte> text)
    {
        var prefix = text.StartsWith("0x"u8) || text.StartsWith("0X"u8) ? 2 : 0;
        var digits = text[prefix..];
        var length = digits.IndexOfAnyExcept(HexBytes);
        length = length < 0 ? digits.Length : length;
        if (length == 0 || !EndsWord(digits, length))
            return 0;
        if (prefix > 0)
            return prefix + length;
        var word = digits[..length];
        return length >= ShortestHex && word.ContainsAny(DigitBytes) && word.ContainsAnyExcept(DigitBytes) ? length : 0;
    }

    /// <summary>Numbers at the start of a word and long ones within are replaced; <c>Int32</c> and <c>utf8</c> stay.</summary>
    private static void WriteWord(ReadOnlySpan<byte> word, IBufferWriter<byte> pattern)
    {
        for (var isFirst = true; !word.IsEmpty; isFirst = false)
        {
            var digits = word.IndexOfAnyExcept(DigitBytes);
            digits = digits < 0 ? word.Length : digits;
            if (digits >= (isFirst ? 1 : ShortestInnerNumber))
                pattern.Write("<num>"u8);
            else
                pattern.Write(word[..digits]);
            word = word[digits..];
            var letters = word.IndexOfAny(DigitBytes);
            letters = letters < 0 ? word.Length : letters;
            pattern.Write(word[..letters]);
            word = word[letters..];
        }
    }
}
