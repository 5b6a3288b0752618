using Vivace.TraceQL.Completion;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>Reads <c>q</c> of names and values: a query that is still being typed. What cannot be understood filters
/// nothing; it is no mistake.</summary>
internal static class TagFilter
{
    /// <summary>Reads the filter.</summary>
    /// <returns>The condition spans must satisfy; null for no filter, and after a mistake.</returns>
    public static FieldExpression? Read(QueryParameters parameters, QueryApiOptions options)
    {
        if (parameters.Text("q") is not { } text || !QueryText.HasAllowedSize(text, parameters, options))
            return null;

        var condition = LenientFilter.Parse(text, out var problem);
        if (problem is not null)
            parameters.Fail(problem);
        return condition;
    }
}
