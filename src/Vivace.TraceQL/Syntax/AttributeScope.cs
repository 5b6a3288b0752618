namespace Vivace.TraceQL.Syntax;

/// <summary>Where an attribute is looked up.</summary>
public enum AttributeScope
{
    /// <summary>The span's attributes, then the resource's.</summary>
    Unscoped,

    /// <summary>The span's attributes.</summary>
    Span,

    /// <summary>The resource's attributes.</summary>
    Resource,

    /// <summary>Attributes of the span's events: some event.</summary>
    Event,

    /// <summary>Attributes of the span's links: some link.</summary>
    Link,

    /// <summary>Attributes of the instrumentation scope.</summary>
    Instrumentation,
}
