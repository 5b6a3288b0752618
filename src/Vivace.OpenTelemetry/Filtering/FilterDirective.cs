namespace Vivace.OpenTelemetry.Filtering;

/// <summary>One member of a filter.</summary>
/// <param name="Name">The beginning of the names it applies to; empty for all.</param>
/// <param name="Level">The finest level that passes.</param>
internal readonly record struct FilterDirective(string Name, TracingLevel Level);
