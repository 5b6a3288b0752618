namespace Vivace.Core;

/// <summary>OTLP's <c>SpanKind</c>; values outside this list are stored and returned as they came.</summary>
public enum SpanKind
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>An operation inside the application.</summary>
    Internal = 1,

    /// <summary>The server side of a call.</summary>
    Server = 2,

    /// <summary>The client side of a call.</summary>
    Client = 3,

    /// <summary>The sender of a message.</summary>
    Producer = 4,

    /// <summary>The receiver of a message.</summary>
    Consumer = 5,
}
