using System.Collections.Frozen;

namespace Vivace.TraceQL.Syntax;

/// <summary>The words of the language.</summary>
internal static class Keywords
{
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "true", "false", "nil", "ok", "error", "unset", "unspecified", "internal", "server", "client", "producer",
        "consumer", "duration", "childCount", "name", "status", "statusMessage", "kind", "rootName",
        "rootServiceName", "rootService", "traceDuration", "nestedSetLeft", "nestedSetRight", "nestedSetParent",
        "id", "traceID", "spanID", "parentID", "timeSinceStart", "version", "parent", "count", "avg", "max", "min",
        "sum", "by", "coalesce", "select", "rate", "count_over_time", "min_over_time", "max_over_time",
        "avg_over_time", "sum_over_time", "quantile_over_time", "histogram_over_time", "compare", "topk", "bottomk",
        "with",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsReserved(string word) => Reserved.Contains(word);

    /// <summary>Scopes before a dot: an attribute name follows.</summary>
    public static AttributeScope? DottedScope(string word) => word switch
    {
        "span" => AttributeScope.Span,
        "resource" => AttributeScope.Resource,
        "event" => AttributeScope.Event,
        "link" => AttributeScope.Link,
        "instrumentation" => AttributeScope.Instrumentation,
        _ => null,
    };

    /// <summary>Scopes before a colon: an intrinsic follows.</summary>
    public static bool IsColonScope(string word) => word is "span" or "trace" or "event" or "link" or "instrumentation";

    public static AggregateFunction? Aggregate(string word) => word switch
    {
        "count" => AggregateFunction.Count,
        "min" => AggregateFunction.Min,
        "max" => AggregateFunction.Max,
        "avg" => AggregateFunction.Avg,
        "sum" => AggregateFunction.Sum,
        _ => null,
    };

    public static MetricsFunctionKind? MetricsFunction(string word) => word switch
    {
        "rate" => MetricsFunctionKind.Rate,
        "count_over_time" => MetricsFunctionKind.CountOverTime,
        "min_over_time" => MetricsFunctionKind.MinOverTime,
        "max_over_time" => MetricsFunctionKind.MaxOverTime,
        "avg_over_time" => MetricsFunctionKind.AvgOverTime,
        "sum_over_time" => MetricsFunctionKind.SumOverTime,
        "quantile_over_time" => MetricsFunctionKind.QuantileOverTime,
        "histogram_over_time" => MetricsFunctionKind.HistogramOverTime,
        "compare" => MetricsFunctionKind.Compare,
        _ => null,
    };
}
