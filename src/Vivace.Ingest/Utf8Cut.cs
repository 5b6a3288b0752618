namespace Vivace.Ingest;

/// <summary>Shortens UTF-8 without splitting a character.</summary>
internal static class Utf8Cut
{
    /// <summary>Cuts a text to a number of bytes.</summary>
    /// <param name="text">Bytes that claim to be UTF-8.</param>
    /// <param name="maxBytes">Most bytes wanted, at least 0.</param>
    /// <returns>The longest prefix within the limit that does not end inside a character. Bytes that are not UTF-8 are cut
    /// at the limit.</returns>
    public static ReadOnlySpan<byte> AtMost(ReadOnlySpan<byte> text, int maxBytes)
    {
        if (text.Length <= maxBytes)
            return text;

        // A character has at most three continuation bytes (10xxxxxx); more in a row are not UTF-8.
        var end = maxBytes;
        while (end > 0 && maxBytes - end < 4 && (text[end] & 0xC0) == 0x80)
            end--;
        return text[..(maxBytes - end < 4 ? end : maxBytes)];
    }
}
