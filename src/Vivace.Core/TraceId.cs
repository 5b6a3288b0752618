using System.Buffers.Binary;
using System.Globalization;

namespace Vivace.Core;

/// <summary>The 16 bytes that name a trace, kept as two big-endian words so that ordering is that of the bytes.</summary>
/// <param name="High">The first eight bytes, big endian.</param>
/// <param name="Low">The last eight bytes, big endian.</param>
/// <remarks>W3C Trace Context, "trace-id": all zero is invalid.</remarks>
public readonly record struct TraceId(ulong High, ulong Low) : IComparable<TraceId>
{
    /// <summary>Length of a trace id in bytes.</summary>
    public const int SizeBytes = 16;

    /// <summary>True for the invalid all-zero id.</summary>
    public bool IsZero => (High | Low) == 0;

    /// <summary>Reads an id from exactly 16 bytes.</summary>
    /// <param name="bytes">At least 16 bytes; only the first 16 are read.</param>
    public static TraceId FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes the id as 16 bytes.</summary>
    /// <param name="destination">At least 16 bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <summary>Parses 1 to 32 hexadecimal digits of any case; shorter texts are padded with zeros on the left.</summary>
    /// <param name="text">The digits, without prefix.</param>
    /// <param name="id">The parsed id; zero when the text is not one.</param>
    /// <returns>False for an empty text, more than 32 digits, or any other character.</returns>
    public static bool TryParseHex(ReadOnlySpan<char> text, out TraceId id)
    {
        id = default;
        if (text.IsEmpty || text.Length > 32)
            return false;

        ulong high = 0, low = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
            high = (high << 4) | (low >> 60);
            low = (low << 4) | (uint)HexValue(c);
        }

        id = new TraceId(high, low);
        return true;

        static int HexValue(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    }

    /// <inheritdoc/>
    public int CompareTo(TraceId other)
    {
        var high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    /// <summary>A well-mixed 64-bit hash, the same on every machine and in every release: it is stored in blocks.</summary>
    public ulong StableHash()
    {
        var hash = (High ^ 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 29) ^ Low) * 0x94D049BB133111EB;
        return hash ^ (hash >> 32);
    }

    /// <inheritdoc/>
    public override int GetHashCode() => (int)StableHash();

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <summary>Lower-case hexadecimal without leading zeros, as Tempo's search writes ids; <c>0</c> for the zero id.</summary>
    public string ToTrimmedHex() => High != 0
        ? string.Create(CultureInfo.InvariantCulture, $"{High:x}{Low:x16}")
        : Low.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Earlier in byte order.</summary>
    public static bool operator <(TraceId left, TraceId right) => left.CompareTo(right) < 0;

    /// <summary>Later in byte order.</summary>
    public static bool operator >(TraceId left, TraceId right) => left.CompareTo(right) > 0;

    /// <summary>Earlier in byte order, or equal.</summary>
    public static bool operator <=(TraceId left, TraceId right) => left.CompareTo(right) <= 0;

    /// <summary>Later in byte order, or equal.</summary>
    public static bool operator >=(TraceId left, TraceId right) => left.CompareTo(right) >= 0;
}
