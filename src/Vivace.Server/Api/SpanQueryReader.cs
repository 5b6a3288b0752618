using Vivace.Core;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>Reads what questions about the spans of a range have in common: <c>start</c>, <c>end</c> and <c>since</c> as a search has
/// them, and a search <c>q</c> that need not be given.</summary>
internal sealed class SpanQueryReader(QueryApiOptions options, TimeParameters times)
{
    /// <summary>Reads range and search.</summary>
    /// <param name="request">The request; its parameters hold the mistakes.</param>
    /// <returns>The range, and the search or null for every span.</returns>
    public (TimeRange Range, TraceQuery? Query) Read(ApiRequest request)
    {
        var parameters = request.Parameters;
        var text = parameters.Text("q");
        request.Expression = text ?? "";
        var range = times.ReadSearch(parameters);
        request.Range = range;
        var query = text is null || parameters.Error is not null ? null : QueryText.CompileSearch(text, parameters, options);
        return (range, query);
    }
}
