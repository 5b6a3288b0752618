using Vivace.Storage.Columns;

namespace Vivace.Query.Values;

/// <summary>A value while an expression is evaluated; points into columns and owns nothing.</summary>
internal readonly ref struct Value
{
    private Value(ValueKind kind, long number, ReadOnlySpan<byte> bytes)
    {
        Kind = kind;
        Number = number;
        Bytes = bytes;
    }

    /// <summary>No value.</summary>
    public static Value Nil => default;

    /// <summary>The boolean true.</summary>
    public static Value True => FromBoolean(true);

    /// <summary>The boolean false.</summary>
    public static Value False => FromBoolean(false);

    /// <summary>Its type.</summary>
    public ValueKind Kind { get; }

    /// <summary>Integers, durations, keywords as they are, booleans as 0 or 1, doubles as their bits.</summary>
    public long Number { get; }

    /// <summary>The UTF-8 of a text, the raw message of an array.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The double of a <see cref="ValueKind.Real"/>.</summary>
    public double Real => BitConverter.Int64BitsToDouble(Number);

    /// <summary>True for no value.</summary>
    public bool IsNil => Kind == ValueKind.Nil;

    /// <summary>True for the boolean true, and nothing else.</summary>
    public bool IsTrue => Kind == ValueKind.Boolean && Number != 0;

    /// <summary>True for integers, doubles and durations.</summary>
    public bool IsNumeric => Kind is ValueKind.Integer or ValueKind.Real or ValueKind.Duration;

    /// <summary>The number of a numeric value as a double.</summary>
    public double AsDouble => Kind == ValueKind.Real ? Real : Number;

    /// <summary>Makes a boolean.</summary>
    public static Value FromBoolean(bool value) => new(ValueKind.Boolean, value ? 1 : 0, default);

    /// <summary>Makes an integer.</summary>
    public static Value FromInteger(long value) => new(ValueKind.Integer, value, default);

    /// <summary>Makes a double.</summary>
    public static Value FromReal(double value) => new(ValueKind.Real, BitConverter.DoubleToInt64Bits(value), default);

    /// <summary>Makes a duration.</summary>
    public static Value FromDuration(long nanoseconds) => new(ValueKind.Duration, nanoseconds, default);

    /// <summary>Makes a text over UTF-8.</summary>
    public static Value FromText(ReadOnlySpan<byte> utf8) => new(ValueKind.Text, 0, utf8);

    /// <summary>Makes a value whose content is one number.</summary>
    public static Value FromNumber(ValueKind kind, long number) => new(kind, number, default);

    /// <summary>Reads what an attribute column or a resource holds.</summary>
    /// <param name="type">The column's type.</param>
    /// <param name="number">The number, for booleans, integers and doubles.</param>
    /// <param name="bytes">The bytes, for texts and other values.</param>
    public static Value FromAttribute(AttributeType type, long number, ReadOnlySpan<byte> bytes) => type switch
    {
        AttributeType.Text => FromText(bytes),
        AttributeType.Boolean => new(ValueKind.Boolean, number, default),
        AttributeType.Integer => new(ValueKind.Integer, number, default),
        AttributeType.Double => new(ValueKind.Real, number, default),
        _ => RawValue.Read(bytes),
    };

    /// <summary>Makes an array over its raw message.</summary>
    internal static Value FromArray(ReadOnlySpan<byte> message) => new(ValueKind.Array, 0, message);
}
