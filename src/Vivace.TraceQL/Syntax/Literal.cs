using Vivace.Core;

namespace Vivace.TraceQL.Syntax;

/// <summary>A constant's value with its static type.</summary>
public abstract record Literal
{
    private Literal()
    {
    }

    /// <summary>A string.</summary>
    /// <param name="Value">Its text, escapes resolved.</param>
    public sealed record Text(string Value) : Literal;

    /// <summary>A 64-bit integer.</summary>
    /// <param name="Value">Its value.</param>
    public sealed record Integer(long Value) : Literal;

    /// <summary>A double.</summary>
    /// <param name="Value">Its value.</param>
    public sealed record Real(double Value) : Literal;

    /// <summary>A duration.</summary>
    /// <param name="Nanoseconds">Its length.</param>
    public sealed record Duration(long Nanoseconds) : Literal;

    /// <summary>A boolean.</summary>
    /// <param name="Value">Its truth.</param>
    public sealed record Boolean(bool Value) : Literal;

    /// <summary>A status keyword.</summary>
    /// <param name="Value">Which.</param>
    public sealed record Status(SpanStatus Value) : Literal;

    /// <summary>A kind keyword.</summary>
    /// <param name="Value">Which.</param>
    public sealed record Kind(SpanKind Value) : Literal;
}
