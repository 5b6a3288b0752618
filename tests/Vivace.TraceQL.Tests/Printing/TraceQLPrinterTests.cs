using FsCheck;
using FsCheck.Fluent;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Tests.Printing;

public sealed class TraceQLPrinterTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void Any_query_prints_and_parses_back_to_itself() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Seeds, seed =>
        {
            var query = new TreeGenerator(seed).Query();
            var text = TraceQLPrinter.Print(query);
            var parsed = TraceQLParser.Parse(text);
            return (parsed.Query is not null && Trees.Same(query, parsed.Query))
                .Label($"{text}\n{string.Join('\n', parsed.Diagnostics)}\n{(parsed.Query is null ? "" : TraceQLPrinter.Print(parsed.Query))}");
        }));

    [Fact]
    public void Every_valid_query_of_the_language_list_prints_and_parses_back_to_itself()
    {
        foreach (var query in LanguageList.Valid)
        {
            var tree = TraceQLParser.Parse(query).Query!;
            var text = TraceQLPrinter.Print(tree);
            Assert.True(Trees.Same(tree, TraceQLParser.Parse(text).Query), $"{query} became {text}");
        }
    }

    [Theory]
    [InlineData("span:name", "name")]
    [InlineData("trace:rootName", "rootName")]
    [InlineData("trace:rootService", "rootServiceName")]
    [InlineData("span:id", "span:id")]
    [InlineData("event:name", "event:name")]
    [InlineData("instrumentation:version", "instrumentation:version")]
    [InlineData("span.bytes>100", "span.bytes > 100")]
    [InlineData(".a +1>2*.b", "(.a + 1) > (2 * .b)")]
    [InlineData("span.\"http.method\"=\"GET\"", "span.http.method = `GET`")]
    [InlineData("span.\"user name\"", "span.\"user name\"")]
    [InlineData("-.a *2", "-(.a * 2)")]
    [InlineData("-.a +1", "-.a + 1")]
    [InlineData("(-.a )*2", "(-.a) * 2")]
    [InlineData("!.a=1", "!.a = 1")]
    [InlineData(".a = nil", ".a = nil")]
    [InlineData("nil != .a", ".a != nil")]
    [InlineData("duration>90s", "duration > 1m30s")]
    [InlineData("status=error", "status = error")]
    [InlineData(".x=1e3", ".x = 1000.0")]
    [InlineData(".x=\"a`b\"", ".x = \"a`b\"")]
    [InlineData("parent.span.a", "parent.span.a")]
    public void Field_expressions_have_canonical_text(string written, string canonical)
    {
        var query = TraceQLParser.Parse($"{{}} | by({written})");
        Assert.Empty(query.Diagnostics);
        var stage = ((SearchRoot)query.Query!.Root).Pipeline.Stages[1];
        Assert.Equal(canonical, TraceQLPrinter.Print(((GroupByStage)stage).Expression));
        Assert.Equal($"by({canonical})", TraceQLPrinter.Print(stage));
    }

    [Fact]
    public void Aggregates_have_canonical_text()
    {
        var query = TraceQLParser.Parse("{} | max( span:duration )>1s").Query!;
        var filter = (ScalarFilterStage)((SearchRoot)query.Root).Pipeline.Stages[1];
        Assert.Equal("max(duration)", TraceQLPrinter.Print(filter.Left));
    }
}
