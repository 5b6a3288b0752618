using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Store;

/// <summary>Asks for the structure that traces have in common.</summary>
/// <param name="Tenants">Whose traces; those of several are merged together. At least one.</param>
/// <param name="Range">Where spans that match lie.</param>
/// <param name="Query">A parsed and checked search; traces that match are merged, whole. Null for all.</param>
/// <param name="MaxTraces">Most traces of each tenant; the newest are merged. At least 1.</param>
/// <param name="Order">What matters most.</param>
/// <param name="MaxNodes">Most nodes of the tree; what matters most stays. At least 1.</param>
/// <param name="MaxLevels">Levels of the tree; spans further down are left out. At least 1.</param>
public sealed record TraceStructureRequest(
    IReadOnlyList<TenantId> Tenants, TimeRange Range, TraceQuery? Query, int MaxTraces, StructureOrder Order, int MaxNodes, int MaxLevels);

/// <summary>What matters most in a tree.</summary>
public enum StructureOrder
{
    /// <summary>Spans that failed.</summary>
    Errors,

    /// <summary>Time.</summary>
    Duration,
}

/// <summary>Traces merged into trees.</summary>
/// <param name="Traces">How many were merged.</param>
/// <param name="Roots">What matters most first.</param>
/// <param name="MoreTraces">True when more traces match.</param>
/// <param name="NodesLeftOut">Nodes that are not in the answer.</param>
/// <param name="SpansTooDeep">Spans that are not in the answer, because of their level.</param>
/// <param name="Metrics">What it took.</param>
/// <param name="PartialReason">Set when parts could not be read: what is missing and why.</param>
public sealed record TraceStructureResult(
    int Traces, IReadOnlyList<StructureNode> Roots, bool MoreTraces, int NodesLeftOut, long SpansTooDeep, QueryMetrics Metrics, string? PartialReason);

/// <summary>Spans of one service, name and kind in one place of the tree.</summary>
/// <param name="Service">Their service; empty without a name.</param>
/// <param name="Name">Their name.</param>
/// <param name="Kind">OTLP's number.</param>
/// <param name="Count">Spans.</param>
/// <param name="Errors">Those that failed.</param>
/// <param name="DurationNanoseconds">Their durations together.</param>
/// <param name="SelfNanoseconds">What their children do not cover, together.</param>
/// <param name="P95Nanoseconds">19 of 20 are not longer; at most 1.6 % off.</param>
/// <param name="Examples">Traces that have one, newest first; at most three.</param>
/// <param name="Children">What matters most first.</param>
public sealed record StructureNode(
    string Service,
    string Name,
    int Kind,
    long Count,
    long Errors,
    long DurationNanoseconds,
    long SelfNanoseconds,
    double P95Nanoseconds,
    IReadOnlyList<TraceId> Examples,
    IReadOnlyList<StructureNode> Children);
