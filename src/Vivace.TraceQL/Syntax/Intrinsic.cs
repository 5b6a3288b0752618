namespace Vivace.TraceQL.Syntax;

/// <summary>Fields that every span has by nature.</summary>
public enum Intrinsic
{
    /// <summary><c>span:duration</c>, <c>duration</c>.</summary>
    Duration,

    /// <summary><c>span:name</c>, <c>name</c>.</summary>
    Name,

    /// <summary><c>span:status</c>, <c>status</c>.</summary>
    Status,

    /// <summary><c>span:statusMessage</c>, <c>statusMessage</c>.</summary>
    StatusMessage,

    /// <summary><c>span:kind</c>, <c>kind</c>.</summary>
    Kind,

    /// <summary><c>span:id</c>.</summary>
    SpanId,

    /// <summary><c>span:parentID</c>.</summary>
    ParentId,

    /// <summary><c>span:childCount</c>.</summary>
    ChildCount,

    /// <summary><c>trace:duration</c>, <c>traceDuration</c>.</summary>
    TraceDuration,

    /// <summary><c>trace:rootName</c>, <c>rootName</c>.</summary>
    TraceRootName,

    /// <summary><c>trace:rootService</c>, <c>rootServiceName</c>.</summary>
    TraceRootService,

    /// <summary><c>trace:id</c>.</summary>
    TraceId,

    /// <summary><c>event:name</c>.</summary>
    EventName,

    /// <summary><c>event:timeSinceStart</c>.</summary>
    EventTimeSinceStart,

    /// <summary><c>link:traceID</c>.</summary>
    LinkTraceId,

    /// <summary><c>link:spanID</c>.</summary>
    LinkSpanId,

    /// <summary><c>instrumentation:name</c>.</summary>
    InstrumentationName,

    /// <summary><c>instrumentation:version</c>.</summary>
    InstrumentationVersion,

    /// <summary><c>nestedSetLeft</c>.</summary>
    NestedSetLeft,

    /// <summary><c>nestedSetRight</c>.</summary>
    NestedSetRight,

    /// <summary><c>nestedSetParent</c>.</summary>
    NestedSetParent,

    /// <summary><c>parent</c>: parsed, refused by the checker.</summary>
    Parent,
}
