using System.Globalization;
using Vivace.Core;
using Vivace.Store;
using Vivace.TraceQL.Checking;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Query.Tests.Metrics;

public class MetricsAgreementTests
{
    public static MatrixTheoryData<int, Placement> Cases => new(Enumerable.Range(1, 3), Enum.GetValues<Placement>());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Series_agree_with_the_rules_span_by_span(int seed, Placement placement)
    {
        var random = new Random(seed * 10 + (int)placement);
        var spans = RandomTelemetry.Spans(random, traces: 25);
        await using var store = await Store.OpenAsync(placement, [.. RandomTelemetry.Requests(random, spans)]);
        var traces = spans.GroupBy(s => s.Span.TraceId[15]).Select(g => new ReferenceTrace(g)).ToList();
        var queries = new RandomMetrics(random);
        var samples = 0;
        for (var asked = 0; asked < 350;)
        {
            var text = queries.Query();
            var query = TraceQLParser.Parse(text).Query;
            Assert.True(query is not null, text);
            if (TraceQLChecker.Check(query).Count > 0)
                continue;
            asked++;
            var window = queries.Window();
            var expected = new ReferenceMetrics(traces, window).Evaluate(((MetricsRoot)query.Root).Expression)
                .Where(ReferenceMetrics.IsVisible).ToList();
            var actual = (await store.MetricsAsync(text, window, maxExemplars: random.Next(2) * 20)).Series;
            Compare($"{text} over {window}", expected, actual);
            samples += actual.Sum(series => series.Values.Count(value => !double.IsNaN(value) && value != 0));
        }

        Assert.True(samples > 1_000, $"only {samples} samples");
    }

    private static void Compare(string query, List<ReferenceSeries> expected, IReadOnlyList<MetricSeries> actual)
    {
        var left = expected.Select(series => series.Text).Order(StringComparer.Ordinal);
        var right = actual.Select(Text).Order(StringComparer.Ordinal);
        Assert.True(left.SequenceEqual(right), $"{query}:\n{string.Join("\n", left)}\nbut\n{string.Join("\n", right)}");
        var byText = actual.ToDictionary(Text);
        foreach (var series in expected)
        {
            var values = byText[series.Text].Values;
            for (var i = 0; i < values.Count; i++)
            {
                Assert.True(
                    IsSame(series.Values[i], values[i]),
                    string.Create(CultureInfo.InvariantCulture, $"{query}: {series.Text} at {i}: {series.Values[i]:R} expected, {values[i]:R} found"));
            }
        }
    }

    private static bool IsSame(double expected, double actual) =>
        expected.Equals(actual) || expected == actual || Math.Abs(expected - actual) <= 1e-9 * Math.Max(Math.Abs(expected), Math.Abs(actual));

    private static string Text(MetricSeries series) => new ReferenceSeries(
        null, [.. series.Labels.Select(label => (label.Key, Of(label.Value)))], []).Text;

    private static object Of(AttributeValue value) => value switch
    {
        AttributeValue.Text text => text.Value,
        AttributeValue.Integer integer => integer.Value,
        AttributeValue.Real real => real.Value,
        AttributeValue.Boolean boolean => boolean.Value,
        _ => value,
    };
}
