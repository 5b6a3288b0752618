using Vivace.Core;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests;

/// <summary>One example for each rule of traceql.md, chapters 4, 5 and 11.</summary>
public class FilterRuleTests
{
    private static readonly OtlpValue.Array RedBlue = new(["red", "blue"]);

    [Theory]
    [InlineData("{ span.bytes > 1.5 }", "int2", "Q1: an integer compares with a float")]
    [InlineData("{ span.ratio < 1 }", "half", "Q1: a double compares with an integer")]
    [InlineData("{ span.tags = \"red\" }", "array", "some element is equal")]
    [InlineData("{ span.tags != \"red\" }", "empty", "Q2: no element may be equal")]
    [InlineData("{ span.tags !~ \"r.*\" }", "empty", "Q2: no element may match")]
    [InlineData("{ span.tags = nil && span.ratio = nil }", "flag,int2,list,root", "Q14: the array exists, the list does not")]
    [InlineData("{ span.tags != nil }", "array,empty", "Q14: an empty array exists")]
    [InlineData("{ !(span.bytes = 1) && span.bytes != nil }", "int2", "Q3: negation of a comparison")]
    [InlineData("{ span.none || true }", "array,empty,flag,half,int2,list,root", "Q4: missing is false in logic")]
    [InlineData("{ !span.none }", "", "Q15: not of nothing has no value")]
    [InlineData("{ -span.none = 1 }", "", "Q15: minus of nothing has no value")]
    [InlineData("{ !!span.flag }", "flag", "twice negated")]
    [InlineData("{ !span.flag }", "", "the flag is true")]
    [InlineData("{ span.flag }", "flag", "a bare field must be true")]
    [InlineData("{ span.bytes }", "", "a bare number is not true")]
    [InlineData("{ .region = nil }", "", "Q5: the resource has it")]
    [InlineData("{ span:parentID = \"\" }", "root", "Q6: a root has no parent id")]
    [InlineData("{ span.bytes < 1us && span.bytes > 1ns }", "int2", "Q12: durations are numbers of nanoseconds")]
    [InlineData("{ 1 < span.bytes }", "int2", "Q17: the constant may stand on the left")]
    [InlineData("{ span.bytes ^ 3 = 8 }", "int2", "Q8: power")]
    [InlineData("{ span.bytes / 2 = 1 }", "int2", "integers divide as integers")]
    [InlineData("{ span.bytes = \"2\" }", "", "types do not mix")]
    [InlineData("{ span.bytes != \"2\" }", "", "types do not mix, not even for !=")]
    [InlineData("{ .region = \"span\" }", "half", "the span's value goes first")]
    [InlineData("{ .region = \"north\" && resource.region = \"north\" && span.region = nil && kind = server }", "root", "then the resource's")]
    [InlineData("{ name =~ \"l.*t\" }", "list", "regular expressions are anchored")]
    [InlineData("{ name =~ \"oo\" }", "", "on both sides")]
    [InlineData("{ event:name = \"e1\" && event.k = 1 }", "array", "conditions hold for the same event")]
    [InlineData("{ event:name = \"e2\" && event.k = 1 }", "", "conditions hold for the same event")]
    [InlineData("{ event.k != 1 }", "array", "some event differs")]
    [InlineData("{ event.other = nil }", "array", "some event lacks it; spans without events do not match")]
    [InlineData("{ !(event.k = 1) && span.tags = \"red\" }", "", "no event satisfies it")]
    [InlineData("{ event.k = 1 || event:name = \"nothing\" }", "array", "alternatives need no common event")]
    [InlineData("{ nestedSetParent < 0 }", "root", "roots")]
    [InlineData("{ span:childCount = 6 }", "root", "children")]
    [InlineData("{ nestedSetLeft = 1 && nestedSetRight = 14 }", "root", "the root spans all numbers")]
    public async Task Filters_follow_the_rule(string query, string expected, string rule)
    {
        foreach (var placement in Enum.GetValues<Placement>())
        {
            await using var store = await Store.OpenAsync(placement, [Zoo().ToBytes()]);
            Assert.True(expected == await store.NamesAsync(query), $"{rule} ({placement}): {query} gave {await store.NamesAsync(query)}");
        }
    }

    [Fact]
    public async Task An_integer_divided_by_zero_fails_as_an_evaluation_error()
    {
        await using var store = Store.Of(Zoo());

        var failure = await Assert.ThrowsAsync<QueryException>(() => store.SearchAsync("{ span.bytes / 0 = 1 }"));

        Assert.Equal(QueryErrorKind.Evaluation, failure.Kind);
    }

    [Fact]
    public async Task Trace_ids_are_compared_without_leading_zeros()
    {
        var trace = new TestTrace().WithId(new TraceId(0, 0xAB));
        trace.Root("shop", "root");
        await using var store = Store.Of(trace);

        Assert.Equal("root", await store.NamesAsync("{ trace:id = \"ab\" }"));
        Assert.Equal("root", await store.NamesAsync("{ trace:id = \"00ab\" }"));
        Assert.Equal("", await store.NamesAsync("{ trace:id != \"ab\" }"));
    }

    private static TestTrace Zoo()
    {
        var trace = new TestTrace().WithResource("shop", "region", "north");
        var root = trace.Root("shop", "root").OfKind(SpanKind.Server).Lasting(TimeSpan.FromMilliseconds(100));
        root.Child("int2").With("bytes", 2);
        root.Child("half").With("ratio", 0.5).With("region", "span");
        root.Child("array").With("tags", RedBlue)
            .WithEvent("e1", TimeSpan.FromMilliseconds(1), new OtlpAttribute("k", 1))
            .WithEvent("e2", TimeSpan.FromMilliseconds(2), new OtlpAttribute("k", 2));
        root.Child("empty").With("tags", new OtlpValue.Array([]));
        root.Child("list").With("tags", new OtlpValue.KeyValueList([new OtlpAttribute("x", 1)])).With("bytes", 1);
        root.Child("flag").With("flag", true);
        return trace;
    }
}
