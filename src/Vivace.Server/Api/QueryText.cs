using System.Text;
using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.Server.Api;

/// <summary>Turns query texts into checked queries; mistakes become messages with a position.</summary>
internal static class QueryText
{
    private const string SearchPrefix = "invalid TraceQL query: ";

    /// <summary>Compiles a search.</summary>
    /// <returns>Null after a mistake, which the parameters then hold.</returns>
    public static TraceQuery? CompileSearch(string text, QueryParameters parameters, QueryApiOptions options)
    {
        if (!HasAllowedSize(text, parameters, options))
            return null;

        var parsed = TraceQLParser.Parse(text);
        if (parsed.Query is not { } query)
        {
            parameters.Fail(SearchPrefix + parsed.Diagnostics[0]);
            return null;
        }

        if (query.Root is MetricsRoot metrics)
        {
            parameters.Fail(SearchPrefix + At(query, metrics.Range,
                "a metrics query finds no traces; ask /api/metrics/query_range, or leave the metrics function out"));
            return null;
        }

        if (TraceQLChecker.Check(query) is [var first, ..])
        {
            parameters.Fail(SearchPrefix + first);
            return null;
        }

        return query;
    }

    /// <summary>Compiles a metrics query.</summary>
    /// <param name="text">The query.</param>
    /// <param name="parameters">Takes the mistake.</param>
    /// <param name="options">Limits.</param>
    /// <param name="instant">True for a single value per series; its syntax errors have a prefix, as in Tempo.</param>
    public static TraceQuery? CompileMetrics(string text, QueryParameters parameters, QueryApiOptions options, bool instant)
    {
        const string Prefix = "compiling query: ";
        if (!HasAllowedSize(text, parameters, options))
            return null;

        var parsed = TraceQLParser.Parse(text);
        if (parsed.Query is not { } query)
        {
            parameters.Fail((instant ? Prefix : "") + parsed.Diagnostics[0]);
            return null;
        }

        if (query.Root is not MetricsRoot)
        {
            parameters.Fail("not a metrics query");
            return null;
        }

        if (TraceQLChecker.Check(query) is [var first, ..])
        {
            parameters.Fail(Prefix + first);
            return null;
        }

        return query;
    }

    /// <summary>Checks the size of a query text.</summary>
    public static bool HasAllowedSize(string text, QueryParameters parameters, QueryApiOptions options)
    {
        if (options.MaxQueryExpressionSizeBytes <= 0 || Encoding.UTF8.GetByteCount(text) <= options.MaxQueryExpressionSizeBytes)
            return true;

        parameters.Fail(
            $"TraceQL expression exceeds the configured maximum size of {options.MaxQueryExpressionSizeBytes} bytes, reduce the query expression size or contact your system administrator");
        return false;
    }

    /// <summary>A message about a place in a query, in the parser's own form.</summary>
    public static string At(TraceQuery query, TextRange range, string message)
    {
        var before = query.Text.AsSpan(0, Math.Clamp(range.Start, 0, query.Text.Length));
        var line = before.Count('\n') + 1;
        var column = before[(before.LastIndexOf('\n') + 1)..];
        var characters = 1;
        foreach (var c in column)
            characters += char.IsLowSurrogate(c) ? 0 : 1;
        return new Diagnostic(DiagnosticKind.Validation, range, line, characters, message).ToString();
    }
}
