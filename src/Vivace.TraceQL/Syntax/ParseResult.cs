namespace Vivace.TraceQL.Syntax;

/// <summary>What came of parsing.</summary>
/// <param name="Query">The query; null when there are diagnostics.</param>
/// <param name="Diagnostics">Why there is no query; empty when there is one.</param>
public sealed record ParseResult(TraceQuery? Query, IReadOnlyList<Diagnostic> Diagnostics);
