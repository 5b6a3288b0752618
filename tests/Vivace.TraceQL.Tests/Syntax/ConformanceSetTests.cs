using System.Text.Json;
using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Completion;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Tests.Syntax;

/// <summary>Runs over the recorded conformance set where it lies beside the repository; elsewhere there is nothing to
/// check.</summary>
public sealed class ConformanceSetTests
{
    /// <summary>Texts of answers that refuse parameters, not the query.</summary>
    private static readonly string[] NotAboutTheQuery =
    [
        "spans per span set", "invalid limit", "invalid spss", "http parameter start", "invalid start", "range specified",
        "error parsing date range", "step of ", "end must be greater", "could not parse", "not a metrics query",
        "invalid value for", "invalid TraceQL filter",
    ];

    [Fact]
    public void Queries_that_were_answered_are_valid_and_print_back()
    {
        foreach (var (id, query, status, _, isFilter) in Cases())
        {
            if (status != 200 || isFilter || query.Length == 0)
                continue;
            var result = TraceQLParser.Parse(query);
            Assert.True(result.Diagnostics.Count == 0, $"{id} {query}: {string.Join(' ', result.Diagnostics)}");
            var findings = TraceQLChecker.Check(result.Query!);
            Assert.True(findings.Count == 0, $"{id} {query}: {string.Join(' ', findings)}");

            var printed = TraceQLPrinter.Print(result.Query!);
            Assert.True(Trees.Same(result.Query, TraceQLParser.Parse(printed).Query), $"{id} {query}: {printed}");
        }
    }

    [Fact]
    public void Queries_that_were_refused_are_refused()
    {
        foreach (var (id, query, status, error, _) in Cases())
        {
            if (status != 400 || NotAboutTheQuery.Any(text => error.Contains(text, StringComparison.Ordinal)))
                continue;
            var result = TraceQLParser.Parse(query);
            var isSyntax = error.Contains("parse error", StringComparison.Ordinal);
            Assert.True(isSyntax == (result.Diagnostics.Count > 0), $"{id} {query}: {error}");
            if (!isSyntax)
                Assert.True(TraceQLChecker.Check(result.Query!).Count > 0, $"{id} {query}: {error}");
        }
    }

    [Fact]
    public void Filters_beside_tags_are_read_whatever_they_are()
    {
        foreach (var (_, query, _, _, isFilter) in Cases())
        {
            if (isFilter)
                LenientFilter.Parse(query);
        }
    }

    private static IEnumerable<(string Id, string Query, int Status, string Error, bool IsFilter)> Cases()
    {
        if (Find() is not { } folder)
            yield break;

        using var queries = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "queries.json")));
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "golden.json")));
        var answers = golden.RootElement.GetProperty("golden");
        foreach (var item in queries.RootElement.GetProperty("cases").EnumerateArray())
        {
            var id = item.GetProperty("id").GetString()!;
            var parameters = item.GetProperty("params");
            if (!parameters.TryGetProperty("q", out var query) && !parameters.TryGetProperty("query", out query))
                continue;
            var answer = answers.GetProperty(id).GetProperty("answer");
            yield return (
                id,
                query.GetString()!,
                answer.GetProperty("status").GetInt32(),
                answer.TryGetProperty("error", out var error) ? error.GetString() ?? "" : "",
                item.GetProperty("endpoint").GetString()!.Contains("/tag", StringComparison.Ordinal));
        }
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "conformance");
            if (File.Exists(Path.Combine(candidate, "queries.json")) && File.Exists(Path.Combine(candidate, "golden.json")))
                return candidate;
        }

        return null;
    }
}
