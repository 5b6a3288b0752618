using Vivace.TraceQL.Completion;
using Vivace.TraceQL.Printing;

namespace Vivace.TraceQL.Tests.Completion;

public sealed class LenientFilterTests
{
    [Theory]
    [InlineData("{ .a = 1 }", ".a = 1")]
    [InlineData("{ .a = 1 && .b = `x` }", "(.a = 1) && (.b = `x`)")]
    [InlineData("{ .a = && .b = 1 }", ".b = 1")]
    [InlineData("{ .b = 1 && span.x =~ }", ".b = 1")]
    [InlineData("{ .b = 1 && name =", ".b = 1")]
    [InlineData("{ .b = 1 && span:name != ", ".b = 1")]
    [InlineData("{ (.a > ) && .b = 1 }", ".b = 1")]
    [InlineData("{ .a = 1", ".a = 1")]
    [InlineData("{ .a = 1 } | count() > 2", ".a = 1")]
    [InlineData("{ .a = 1 } | rate() by(.b)", ".a = 1")]
    [InlineData("{ .a = 1 } | cou", ".a = 1")]
    [InlineData("{ true && .a = 1 }", ".a = 1")]
    [InlineData("{ !(kind = server) }", "!(kind = server)")]
    [InlineData("{ .a }", ".a")]
    public void A_readable_filter_restricts(string q, string expected)
    {
        var filter = LenientFilter.Parse(q, out var problem);
        Assert.Null(problem);
        Assert.NotNull(filter);
        Assert.Equal(expected, TraceQLPrinter.Print(filter));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{ .a = }")]
    [InlineData("{ .a = 1 || .b = }")]
    [InlineData("{ .a = 1 || true }")]
    [InlineData("{ kind = server && }")]
    [InlineData("{ .a = 1 } && { .b = 2 }")]
    [InlineData("{ .a = 1 } >> { .b = 2 }")]
    [InlineData("{ status = 2 }")]
    [InlineData("{ .a =~ \"[\" }")]
    [InlineData("{ .a = \"open")]
    [InlineData("nonsense")]
    [InlineData("}}}}")]
    public void What_cannot_be_read_restricts_nothing(string q)
    {
        Assert.Null(LenientFilter.Parse(q, out var problem));
        Assert.Null(problem);
    }

    [Fact]
    public void More_than_a_hundred_alternatives_are_refused()
    {
        static string Or(int count) => string.Join(" || ", Enumerable.Repeat(".a = 1", count));
        Assert.NotNull(LenientFilter.Parse($"{{ {Or(100)} }}", out _));
        Assert.NotNull(LenientFilter.Parse($"{{ ({Or(10)}) && ({Or(10)}) }}", out _));
        Assert.Null(LenientFilter.Parse($"{{ {Or(101)} }}", out var problem));
        Assert.Contains("limit: 100", problem, StringComparison.Ordinal);
        Assert.Null(LenientFilter.Parse($"{{ ({Or(11)}) && ({Or(10)}) }}", out problem));
        Assert.NotNull(problem);
    }

    [Fact]
    public void Cut_queries_never_throw()
    {
        foreach (var query in LanguageList.All.Select(line => line.Query))
        {
            for (var length = 0; length <= query.Length; length++)
                LenientFilter.Parse(query[..length]);
        }
    }
}
