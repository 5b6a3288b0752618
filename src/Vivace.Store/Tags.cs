using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Store;

/// <summary>Asks for attribute names.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Range">Spans to consider.</param>
/// <param name="Scope">One scope, or null for all; intrinsics are not part of the answer.</param>
/// <param name="Filter">Only names on spans that match; null for no filter.</param>
/// <param name="MaxNamesPerScope">0 for no limit.</param>
/// <param name="MaxBytes">Most bytes of text over all names; 0 for no limit.</param>
public sealed record TagNamesRequest(
    TenantId Tenant, TimeRange Range, AttributeScope? Scope, FieldExpression? Filter, int MaxNamesPerScope, int MaxBytes)
{
    /// <summary>Takes names found while the query runs; null when nobody waits for them.</summary>
    public QueryProgress<TagNamesResult>? Progress { get; init; }
}

/// <summary>Attribute names by scope, sorted within each; scopes without names are left out.</summary>
/// <param name="Scopes">Names by scope (span, resource, event, link, instrumentation).</param>
/// <param name="Metrics">What it took.</param>
public sealed record TagNamesResult(
    IReadOnlyDictionary<AttributeScope, IReadOnlyList<string>> Scopes, QueryMetrics Metrics);

/// <summary>Asks for the distinct values of a field.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Range">Spans to consider.</param>
/// <param name="Fields">The fields whose values are united: one attribute or intrinsic, or several for the old API, which
/// looks a bare name up in span, resource and instrumentation scope.</param>
/// <param name="Filter">Only values on spans that match; null for no filter.</param>
/// <param name="MaxValues">0 for no limit.</param>
/// <param name="MaxBytes">Most bytes of text over all values; 0 for no limit.</param>
public sealed record TagValuesRequest(
    TenantId Tenant,
    TimeRange Range,
    IReadOnlyList<FieldExpression> Fields,
    FieldExpression? Filter,
    int MaxValues,
    int MaxBytes)
{
    /// <summary>Takes values found while the query runs; null when nobody waits for them.</summary>
    public QueryProgress<TagValuesResult>? Progress { get; init; }
}

/// <summary>Distinct values.</summary>
/// <param name="Values">In no particular order; at most the limits of the request.</param>
/// <param name="Truncated">True when a limit cut the list.</param>
/// <param name="Metrics">What it took.</param>
public sealed record TagValuesResult(IReadOnlyList<TagValue> Values, bool Truncated, QueryMetrics Metrics);

/// <summary>One value of a field.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Value">Its text: numbers in invariant culture, a float always with a point or an exponent.</param>
public readonly record struct TagValue(TagValueType Type, string Value);

/// <summary>Types of tag values, named in answers in lower case.</summary>
public enum TagValueType
{
    /// <summary>A string.</summary>
    String,

    /// <summary>A 64-bit integer.</summary>
    Int,

    /// <summary>A double.</summary>
    Float,

    /// <summary>A boolean.</summary>
    Bool,

    /// <summary>A keyword of the language, such as a status or kind.</summary>
    Keyword,
}
