using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Store;

/// <summary>Asks for the exceptions that spans have recorded, in groups.</summary>
/// <param name="Tenants">Whose spans; those of several are counted together. At least one.</param>
/// <param name="Range">Exceptions recorded here count.</param>
/// <param name="Query">A parsed and checked search; exceptions of spans that match count. Null for all.</param>
/// <param name="StepNanoseconds">Length of a trend's steps; at least 1.</param>
/// <param name="Limit">Most groups; those with most exceptions stay. At least 1.</param>
public sealed record ExceptionsRequest(
    IReadOnlyList<TenantId> Tenants, TimeRange Range, TraceQuery? Query, ulong StepNanoseconds, int Limit)
{
    /// <summary>Steps of a trend.</summary>
    public int Steps => (int)((Range.EndInclusive - Range.StartInclusive) / StepNanoseconds) + 1;
}

/// <summary>Exceptions in groups.</summary>
/// <param name="Groups">Most exceptions first.</param>
/// <param name="TotalGroups">Groups found.</param>
/// <param name="Metrics">What it took.</param>
/// <param name="PartialReason">Set when parts could not be read: what is missing and why.</param>
public sealed record ExceptionsResult(
    IReadOnlyList<ExceptionGroup> Groups, int TotalGroups, QueryMetrics Metrics, string? PartialReason);

/// <summary>Exceptions of one type whose messages differ in numbers, ids, addresses and quoted texts only.</summary>
/// <param name="Type"><c>exception.type</c>; empty without.</param>
/// <param name="Message">The message with placeholders for what differs.</param>
/// <param name="SampleMessage">The message of the newest.</param>
/// <param name="SampleStack">The stack trace of the newest; null when it has none.</param>
/// <param name="Count">Exceptions.</param>
/// <param name="FirstUnixNanoseconds">The oldest.</param>
/// <param name="LastUnixNanoseconds">The newest.</param>
/// <param name="Services">Where they were recorded, most first.</param>
/// <param name="Operations">Names of their spans, most first.</param>
/// <param name="Trend">Exceptions in each step of the range.</param>
/// <param name="Spans">Spans that have one, each of another trace, newest first.</param>
public sealed record ExceptionGroup(
    string Type,
    string Message,
    string SampleMessage,
    string? SampleStack,
    long Count,
    ulong FirstUnixNanoseconds,
    ulong LastUnixNanoseconds,
    IReadOnlyList<NamedCount> Services,
    IReadOnlyList<NamedCount> Operations,
    IReadOnlyList<long> Trend,
    IReadOnlyList<ExceptionSpan> Spans);

/// <summary>How many of a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Count">How many.</param>
public sealed record NamedCount(string Name, long Count);

/// <summary>A span with an exception.</summary>
/// <param name="TraceId">Its trace.</param>
/// <param name="SpanId">Its id, big endian.</param>
/// <param name="StartUnixNanoseconds">Its start.</param>
/// <param name="Service">Its service; empty without a name.</param>
/// <param name="Name">Its name.</param>
public sealed record ExceptionSpan(TraceId TraceId, ulong SpanId, ulong StartUnixNanoseconds, string Service, string Name);
