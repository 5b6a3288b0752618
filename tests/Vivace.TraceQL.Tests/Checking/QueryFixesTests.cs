using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Tests.Checking;

public sealed class QueryFixesTests
{
    [Theory]
    // Foreign words and signs.
    [InlineData("{ .a == 1 }", "{ .a = 1 }")]
    [InlineData("{ .a <> 1 }", "{ .a != 1 }")]
    [InlineData("{ .a = 1 and .b = 2 }", "{ .a = 1 && .b = 2 }")]
    [InlineData("{ .a = 1 OR .b = 2 }", "{ .a = 1 || .b = 2 }")]
    [InlineData("{ .a = 1 & .b = 2 }", "{ .a = 1 && .b = 2 }")]
    [InlineData("{ not .a }", "{ ! .a }")]
    [InlineData("{ .a = null }", "{ .a = nil }")]
    [InlineData("{ .a = True }", "{ .a = true }")]
    [InlineData("{ .a = 'x\"y' }", "{ .a = \"x\\\"y\" }")]
    [InlineData("{ .a = 1 # why\n}", "{ .a = 1 // why\n}")]
    // Names.
    [InlineData("{ http.method = \"GET\" }", "{ span.http.method = \"GET\" }|{ resource.http.method = \"GET\" }")]
    [InlineData("{ service.name = \"x\" }", "{ resource.service.name = \"x\" }")]
    [InlineData("{ k8s.pod.name = \"x\" }", "{ resource.k8s.pod.name = \"x\" }|{ span.k8s.pod.name = \"x\" }")]
    [InlineData("{ .a = 1 && foo = 2 }", "{ .a = 1 && span.foo = 2 }|{ .a = 1 && resource.foo = 2 }")]
    [InlineData("{ trace.rootName = \"x\" }", "{ trace:rootName = \"x\" }|{ span.trace.rootName = \"x\" }|{ resource.trace.rootName = \"x\" }")]
    [InlineData("{ span:http.method = 1 }", "{ span.http.method = 1 }")]
    [InlineData("{ span:rootName = \"x\" }", "{ span.rootName = \"x\" }|{ trace:rootName = \"x\" }")]
    [InlineData("{ traceID = \"00\" }", "{ link:traceID = \"00\" }|{ span.traceID = \"00\" }|{ resource.traceID = \"00\" }")]
    [InlineData("{ statsu = error }", "{ status = error }|{ span.statsu = error }|{ resource.statsu = error }")]
    [InlineData("{ Duration > 1s }", "{ duration > 1s }|{ span.Duration > 1s }|{ resource.Duration > 1s }")]
    [InlineData("{ .a = eror }", "{ .a = error }|{ .a = span.eror }|{ .a = resource.eror }")]
    [InlineData("{ } | rte()", "{ } | rate()")]
    [InlineData("{ } | selct(.a)", "{ } | select(.a)")]
    // Closings.
    [InlineData("{ .a = 1", "{ .a = 1 }")]
    [InlineData("{ (.a = 1 ", "{ (.a = 1) }")]
    [InlineData("{ .a = \"x", "{ .a = \"x\" }")]
    [InlineData("({ } | rate()", "({ } | rate())")]
    [InlineData("{ } | by(.a", "{ } | by(.a)")]
    // Types.
    [InlineData("{ status = \"error\" }", "{ status = error }")]
    [InlineData("{ status = \"STATUS_CODE_ERROR\" }", "{ status = error }")]
    [InlineData("{ 2 = status }", "{ error = status }")]
    [InlineData("{ kind = 'SPAN_KIND_SERVER' }", "{ kind = \"SPAN_KIND_SERVER\" }")]
    [InlineData("{ kind = \"SPAN_KIND_SERVER\" }", "{ kind = server }")]
    [InlineData("{ duration > \"1.5s\" }", "{ duration > 1.5s }")]
    [InlineData("{ name = 5 }", "{ name = \"5\" }")]
    [InlineData("{ span:childCount > \"5\" }", "{ span:childCount > 5 }")]
    [InlineData("{ resource.service.name = nil }", "{ resource.service.name = \"\" }")]
    [InlineData("{ name = \"x\" && status = \"error\" && kind = \"nope\" }", "{ name = \"x\" && status = error && kind = \"nope\" }")]
    // Nothing is known to help.
    [InlineData("{ .a = }", null)]
    [InlineData("{ duration > \"soon\" }", null)]
    [InlineData("{ 1 }", null)]
    [InlineData("", null)]
    [InlineData("{ .a =~ .b }", null)]
    public void Mistakes_come_with_changes_that_help(string query, string? changed)
    {
        var parsed = TraceQLParser.Parse(query);
        var found = QueryFixes.AddTo(query, parsed.Query is { } read ? TraceQLChecker.Check(read) : parsed.Diagnostics);
        Assert.NotEmpty(found);
        Assert.Equal(changed ?? "", string.Join('|', found.SelectMany(one => one.Fixes).Select(fix => fix.ApplyTo(query))));
    }

    [Fact]
    public void A_change_leaves_what_comes_later_alone()
    {
        const string Query = "{ foo = 1 && bar = 2 }";
        var first = Assert.Single(QueryFixes.AddTo(Query, TraceQLParser.Parse(Query).Diagnostics));
        Assert.Equal("{ span.foo = 1 && bar = 2 }", first.Fixes[0].ApplyTo(Query));
        Assert.Equal(("span.foo", "span.foo", new TextRange(2, 3)), (first.Fixes[0].Title, first.Fixes[0].Replacement, first.Fixes[0].Range));
    }

    [Fact]
    public void What_is_offered_for_any_refused_query_helps()
    {
        var offered = 0;
        foreach (var (verdict, query) in LanguageList.All.Where(line => line.Verdict is 'P' or 'X'))
        {
            var parsed = TraceQLParser.Parse(query);
            var before = parsed.Query is { } read ? TraceQLChecker.Check(read) : parsed.Diagnostics;
            foreach (var fix in QueryFixes.AddTo(query, before).SelectMany(one => one.Fixes))
            {
                offered++;
                var after = TraceQLParser.Parse(fix.ApplyTo(query));
                if (verdict == 'P')
                    Assert.True(after.Query is not null || after.Diagnostics[0].Range.Start > before[0].Range.Start, $"{query} with {fix}");
                else
                    Assert.True(after.Query is { } changed && TraceQLChecker.Check(changed).Count < before.Count, $"{query} with {fix}");
            }
        }

        Assert.True(offered > 20, $"{offered}");
    }

    [Theory]
    [InlineData("{ \"")]
    [InlineData("{{{{")]
    [InlineData("'")]
    [InlineData("a:b:c")]
    [InlineData("\uD800")]
    [InlineData("{ and and and")]
    public void Hostile_texts_are_answered(string piece)
    {
        foreach (var text in (string[])[piece, string.Concat(Enumerable.Repeat(piece, 9_000 / piece.Length)), string.Concat(Enumerable.Repeat(piece, 90_000 / piece.Length))])
            Assert.NotEmpty(QueryFixes.AddTo(text, TraceQLParser.Parse(text).Diagnostics));
    }
}
