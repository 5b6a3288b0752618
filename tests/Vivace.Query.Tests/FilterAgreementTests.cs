using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Query.Tests;

public class FilterAgreementTests
{
    public static MatrixTheoryData<int, Placement> Cases => new(
        Enumerable.Range(1, 3), Enum.GetValues<Placement>());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Columns_agree_with_the_rules_span_by_span(int seed, Placement placement)
    {
        var random = new Random(seed * 10 + (int)placement);
        var spans = RandomTelemetry.Spans(random, traces: 30);
        await using var store = await Store.OpenAsync(placement, [.. RandomTelemetry.Requests(random, spans)]);
        var traces = spans.GroupBy(s => s.Span.TraceId[15]).Select(g => new ReferenceTrace(g)).ToList();

        var asked = 0;
        var hits = 0;
        var queries = new RandomQueries(random);
        while (asked < 200)
        {
            var text = $"{{ {queries.Expression(random.Next(4))} }}";
            if (TraceQLParser.Parse(text).Query is not { } query || TraceQLChecker.Check(query).Count > 0)
                continue;
            if (Expected(query, traces) is not { } expected)
                continue;

            asked++;
            hits += expected.Count > 0 && expected.Count < spans.Count ? 1 : 0;
            var result = await store.SearchAsync(text);
            var actual = result.Traces.SelectMany(t => t.Spansets).SelectMany(s => s.Spans).Select(s => s.SpanId).ToHashSet();
            if (!expected.SetEquals(actual))
                Assert.Fail(Difference(text, expected, actual, spans));
        }

        Assert.True(hits > 50, $"only {hits} of {asked} filters told spans apart");
    }

    /// <summary>Ids of the spans that match; null when evaluation fails for some span.</summary>
    private static HashSet<ulong>? Expected(TraceQuery query, List<ReferenceTrace> traces)
    {
        var condition = ((SpansetFilter)((SpansetStage)((SearchRoot)query.Root).Pipeline.Stages[0]).Expression).Condition!;
        try
        {
            return [.. traces.SelectMany(trace => trace.Spans
                .Where(span => new ReferenceEvaluator(trace).HoldsOrFails(condition, span))
                .Select(span => ReferenceTrace.IdOf(span.Span.SpanId)))];
        }
        catch (Exception failure) when (failure is InvalidOperationException or DivideByZeroException)
        {
            return null;
        }
    }

    private static string Difference(string query, HashSet<ulong> expected, HashSet<ulong> actual, List<StoredSpan> spans)
    {
        var odd = expected.Except(actual).Concat(actual.Except(expected)).First();
        var span = spans.First(s => ReferenceTrace.IdOf(s.Span.SpanId) == odd);
        return $"{query}: {expected.Count} expected, {actual.Count} found; {(expected.Contains(odd) ? "missing" : "wrong")}: "
            + $"{span.Span} {string.Join(", ", span.Span.Attributes)} events {string.Join(" / ", span.Span.Events.Select(e => e.Name + ": " + string.Join(", ", e.Attributes)))}";
    }
}
