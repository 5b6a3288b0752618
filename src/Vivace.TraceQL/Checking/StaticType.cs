namespace Vivace.TraceQL.Checking;

/// <summary>What is known of an expression's value before it is evaluated.</summary>
public enum StaticType
{
    /// <summary>An attribute's: anything.</summary>
    Unknown,

    /// <summary>A 64-bit integer.</summary>
    Integer,

    /// <summary>A double.</summary>
    Real,

    /// <summary>Nanoseconds.</summary>
    Duration,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A status.</summary>
    Status,

    /// <summary>A kind.</summary>
    Kind,
}
