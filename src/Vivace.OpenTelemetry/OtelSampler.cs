namespace Vivace.OpenTelemetry;

/// <summary>Who decides whether a trace is kept. Names in comments are values of <c>OTEL_TRACES_SAMPLER</c>.</summary>
public enum OtelSampler
{
    /// <summary><c>parentbased_traceidratio</c>: the caller's decision, else the ratio of trace ids. The default.</summary>
    ParentBasedTraceIdRatio,

    /// <summary><c>traceidratio</c>: the ratio of trace ids, whatever the caller decided.</summary>
    TraceIdRatio,

    /// <summary><c>parentbased_always_on</c>: the caller's decision, else kept.</summary>
    ParentBasedAlwaysOn,

    /// <summary><c>parentbased_always_off</c>: the caller's decision, else not kept.</summary>
    ParentBasedAlwaysOff,

    /// <summary><c>always_on</c>: every trace.</summary>
    AlwaysOn,

    /// <summary><c>always_off</c>: none.</summary>
    AlwaysOff,
}
