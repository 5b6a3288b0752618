namespace Vivace.Core;

/// <summary>OTLP's <c>Status.StatusCode</c>; values outside this list are stored and returned as they came.</summary>
public enum SpanStatus
{
    /// <summary>Nothing was said.</summary>
    Unset = 0,

    /// <summary>The application said that all went well.</summary>
    Ok = 1,

    /// <summary>The operation failed.</summary>
    Error = 2,
}
