namespace Vivace.Server.Api;

/// <summary>What a path asks for.</summary>
internal enum ApiRoute
{
    NotFound,
    Ready,
    Live,
    Metrics,
    Status,
    Echo,
    BuildInfo,
    TraceV1,
    TraceV2,
    Search,
    TagNamesV1,
    TagNamesV2,
    TagValuesV1,
    TagValuesV2,
    MetricsRange,
    MetricsInstant,
    Complete,
    Validate,
    SearchLines,
    MetricsLines,
    Skeleton,
    Spans,
    Match,
    Links,
    ServiceGraph,
    Structure,
    Exceptions,
}

/// <summary>A path taken apart.</summary>
/// <param name="Route">What it asks for.</param>
/// <param name="Label">Name of the route in metrics; never holds text from the path.</param>
/// <param name="Argument">Trace id, tag name or part of the status page, percent-decoded; empty for other routes.</param>
internal readonly record struct RoutedPath(ApiRoute Route, string Label, string Argument = "");
