namespace Vivace.Query.Values;

/// <summary>The type of a value while an expression is evaluated.</summary>
internal enum ValueKind : byte
{
    /// <summary>No value: a missing field, or an operation that has none.</summary>
    Nil,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A 64-bit integer.</summary>
    Integer,

    /// <summary>A double.</summary>
    Real,

    /// <summary>A number of nanoseconds.</summary>
    Duration,

    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>OTLP's status code.</summary>
    Status,

    /// <summary>OTLP's span kind.</summary>
    Kind,

    /// <summary>A homogeneous array, as the raw OTLP <c>ArrayValue</c>.</summary>
    Array,
}
