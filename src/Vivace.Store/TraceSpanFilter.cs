using Vivace.TraceQL.Syntax;

namespace Vivace.Store;

/// <summary>Which spans of a trace are wanted: those that match, and some around them.</summary>
/// <param name="Condition">What a span must satisfy, checked, of its own fields only; null for every span.</param>
/// <param name="DescendantLevels">Levels of descendants to add below each match; 0 none, -1 all.</param>
/// <param name="AncestorLevels">Levels of ancestors to add above each match; 0 none, -1 all.</param>
public sealed record TraceSpanFilter(FieldExpression? Condition, int DescendantLevels, int AncestorLevels);
