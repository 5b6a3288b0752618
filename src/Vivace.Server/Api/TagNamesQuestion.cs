using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>A question for names whose parameters are checked.</summary>
/// <param name="Scope">One scope, or null for all.</param>
/// <param name="Range">Spans to consider.</param>
/// <param name="Limit">Most names per scope; 0 for no limit.</param>
/// <param name="Filter">Only names on spans that match; null for no filter.</param>
/// <param name="Intrinsics">Names of intrinsics that are part of the answer.</param>
/// <param name="MaxBytes">Most bytes of names from the store; 0 for no limit.</param>
/// <param name="AsksStore">False when the intrinsics are all of the answer.</param>
internal sealed record TagNamesQuestion(
    AttributeScope? Scope,
    TimeRange Range,
    int Limit,
    FieldExpression? Filter,
    IReadOnlyList<string> Intrinsics,
    int MaxBytes,
    bool AsksStore);
