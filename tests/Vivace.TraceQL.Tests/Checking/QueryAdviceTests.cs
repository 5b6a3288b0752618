using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Tests.Checking;

public sealed class QueryAdviceTests
{
    private const ulong Hour = 3_600UL * 1_000_000_000;

    [Theory]
    // Scopes.
    [InlineData("{ .http.method = \"GET\" }", ".http.method", "span.http.method|resource.http.method")]
    [InlineData("{ .service.name = \"x\" }", ".service.name", "resource.service.name")]
    [InlineData("{ .k8s.pod.name = \"x\" }", ".k8s.pod.name", "resource.k8s.pod.name|span.k8s.pod.name")]
    [InlineData("{ .\"user name\" = \"x\" }", ".\"user name\"", "span.\"user name\"|resource.\"user name\"")]
    [InlineData("{ span.a = 1 } | rate() by(.b)", ".b", "span.b|resource.b")]
    [InlineData("{ span.a = 1 } | select(.b)", ".b", "span.b|resource.b")]
    [InlineData("{ span.a = 1 } | compare({ .b })", ".b", "span.b|resource.b")]
    [InlineData("{ span.a = 1 } | avg(.b) > 1", ".b", "span.b|resource.b")]
    // Attributes that are called like an intrinsic.
    [InlineData("{ span.duration > 1s }", "span.duration", "span:duration")]
    [InlineData("{ .name = \"x\" }", ".name", "span:name")]
    [InlineData("{ event.name = \"x\" }", "event.name", "event:name")]
    // Units.
    [InlineData("{ duration > 5 }", "5", "5ms|5s")]
    [InlineData("{ 5 < traceDuration }", "5", "5ms|5s")]
    // Regular expressions.
    [InlineData("{ name =~ \".*\" }", "\".*\"", "")]
    [InlineData("{ span.a =~ \".*\" }", "\".*\"", "span.a != nil")]
    [InlineData("{ span.a !~ \".*\" }", "\".*\"", "")]
    [InlineData("{ span.a =~ \"GET\" }", "\"GET\"", "span.a = \"GET\"|\".*GET.*\"")]
    [InlineData("{ span.a !~ `a\\.b` }", "`a\\.b`", "span.a != \"a.b\"|\".*a\\\\.b.*\"")]
    [InlineData("{ span.a =~ \"^GET\" }", "\"^GET\"", "\"GET.*\"|\"GET\"")]
    [InlineData("{ span.a =~ \"GET$\" }", "\"GET$\"", "\".*GET\"|\"GET\"")]
    [InlineData("{ span.a =~ \"^GET.*$\" }", "\"^GET.*$\"", "\"GET.*\"")]
    [InlineData("{ span.a =~ \"[a-z]+\" }", "\"[a-z]+\"", "")]
    [InlineData("{ span.a =~ \".+|x\" }", "\".+|x\"", "")]
    public void What_is_rarely_meant_is_said_with_what_is(string query, string about, string fixes)
    {
        var hint = Assert.Single(Check(query));
        Assert.Equal(about, query.Substring(hint.Range.Start, hint.Range.Length));
        Assert.Equal(fixes, string.Join('|', hint.Fixes.Select(fix => fix.Title)));
        foreach (var fix in hint.Fixes)
        {
            var changed = TraceQLParser.Parse(fix.ApplyTo(query)).Query;
            Assert.NotNull(changed);
            Assert.Empty(TraceQLChecker.Check(changed));
        }
    }

    [Theory]
    [InlineData("{ span.http.method = \"GET\" && resource.service.name != \"\" }")]
    [InlineData("{ name = \"x\" && span:duration > 5ms && event.exception.type != nil }")]
    [InlineData("{ duration > 0 && span.a > 5 && span:childCount > 5 && duration > 5000000 }")]
    [InlineData("{ span.a =~ \"GET .*\" && span.b =~ \"a|b\" && span.c =~ \"(?i)get\" && span.d =~ \".*x\" }")]
    [InlineData("{ span.a =~ \"v[0-9]+\" && span.b =~ \"^a|b$\" && span.c =~ \"a.*\\\\$\" && span.d =~ \"\" }")]
    [InlineData("{ }")]
    public void What_is_meant_is_left_alone(string query) => Assert.Empty(Check(query));

    [Theory]
    [InlineData("{ }", 24, "1d")]
    [InlineData("{ true } | count() > 2", 24 * 7, "7d")]
    [InlineData("{ } | rate()", 24, "1d")]
    [InlineData("{ }", 23, null)]
    [InlineData("{ status = error }", 24, null)]
    [InlineData("{ } >> { }", 24, null)]
    [InlineData("{ } | { status = error }", 24, null)]
    public void An_empty_filter_over_a_long_range_is_told(string query, ulong hours, string? length)
    {
        var hints = Check(query, new QueryCircumstances(hours * Hour, null));
        if (length is null)
            Assert.Empty(hints);
        else
            Assert.Contains($"over {length}:", Assert.Single(hints).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ status = error } | rate() by(name)", "rate() by(name)")]
    [InlineData("2 * ({ status = error } | rate())", "rate()")]
    [InlineData("{ status = error } | compare({ kind = server })", null)]
    [InlineData("{ status = error }", null)]
    public void A_missing_step_is_told_with_the_one_that_is_taken(string query, string? about)
    {
        var hints = Check(query, new QueryCircumstances(Hour, Hour / 240));
        if (about is null)
        {
            Assert.Empty(hints);
            return;
        }

        var hint = Assert.Single(hints);
        Assert.Equal(about, query.Substring(hint.Range.Start, hint.Range.Length));
        Assert.Contains("every 15s", hint.Message, StringComparison.Ordinal);
        Assert.Empty(Check(query, new QueryCircumstances(Hour, null)));
    }

    [Fact]
    public void Hints_come_in_the_order_of_the_text() =>
        Assert.Equal([2, 8, 15], Check("{ .a =~ \"x\" && .b = 1 }").Select(hint => hint.Range.Start));

    [Fact]
    public void Every_valid_query_gets_advice_that_keeps_it_valid()
    {
        var queries = LanguageList.Valid.Concat(Enumerable.Range(0, 200).Select(seed => Printing(seed)));
        foreach (var query in queries)
        {
            if (TraceQLParser.Parse(query).Query is not { } parsed || TraceQLChecker.Check(parsed).Count > 0)
                continue;
            foreach (var fix in QueryAdvice.Check(parsed, default).SelectMany(hint => hint.Fixes))
                Assert.True(TraceQLParser.Parse(fix.ApplyTo(query)).Query is not null, $"{query} with {fix}");
        }

        static string Printing(int seed) => Vivace.TraceQL.Printing.TraceQLPrinter.Print(new TreeGenerator(seed).Query());
    }

    private static IReadOnlyList<Diagnostic> Check(string query, QueryCircumstances circumstances = default)
    {
        var parsed = TraceQLParser.Parse(query).Query!;
        Assert.Empty(TraceQLChecker.Check(parsed));
        return QueryAdvice.Check(parsed, circumstances);
    }
}
