using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;

namespace Vivace.TraceQL.Tests.Checking;

public sealed class QueryHintsTests
{
    [Theory]
    [InlineData("{} with(most_recent=true)")]
    [InlineData("{} | rate() with(exemplars=5)")]
    [InlineData("{} | rate() with(exemplars=false, sample=true)")]
    [InlineData("{} | rate() with(sample=0.1, extrapolate=true)")]
    [InlineData("{} | rate() with(span_sample=0.1) with(trace_sample=1)")]
    [InlineData("{}")]
    public void Known_hints_with_fitting_values_pass(string query) => Assert.Empty(Check(query));

    [Theory]
    [InlineData("{} with(most_recent=1)", "must be true or false")]
    [InlineData("{} with(exemplars=\"x\")", "must be a whole number, true or false")]
    [InlineData("{} with(sample=false)", "must be true, or a number between 0 and 1")]
    [InlineData("{} with(span_sample=2.0)", "must be a number between 0 and 1")]
    [InlineData("{} with(nonsense=1)", "`nonsense` is unknown")]
    [InlineData("{} with(job_size=1)", "has no effect")]
    public void Others_are_named_with_their_place(string query, string message)
    {
        var warning = Assert.Single(Check(query));
        Assert.Contains(message, warning.Message, StringComparison.Ordinal);
        Assert.Equal("{} with(".Length, warning.Range.Start);
        Assert.Equal(query.Length - 1, warning.Range.End);
    }

    private static IReadOnlyList<Diagnostic> Check(string query) => QueryHints.Check(TraceQLParser.Parse(query).Query!);
}
