namespace Vivace.Core;

/// <summary>An attribute's value as queries see and return it: a string, an integer, a double, a boolean, or a
/// homogeneous array of these.</summary>
/// <remarks>Used in requests and results, never per stored span: stored values stay in columns.</remarks>
public abstract record AttributeValue
{
    private AttributeValue()
    {
    }

    /// <summary>A string.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : AttributeValue;

    /// <summary>A 64-bit integer.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Integer(long Value) : AttributeValue;

    /// <summary>A double.</summary>
    /// <param name="Value">The number; may be NaN or infinite.</param>
    public sealed record Real(double Value) : AttributeValue;

    /// <summary>A boolean.</summary>
    /// <param name="Value">The truth.</param>
    public sealed record Boolean(bool Value) : AttributeValue;

    /// <summary>An array.</summary>
    /// <param name="Values">The elements in the order sent.</param>
    public sealed record Array(IReadOnlyList<AttributeValue> Values) : AttributeValue;
}
