namespace Vivace.Storage.Engine;

/// <summary>What carries an attribute.</summary>
public enum AttributeOwner
{
    /// <summary>A span.</summary>
    Span,

    /// <summary>An event of a span.</summary>
    Event,

    /// <summary>A link of a span.</summary>
    Link,

    /// <summary>A resource.</summary>
    Resource,

    /// <summary>An instrumentation scope.</summary>
    Instrumentation,
}
