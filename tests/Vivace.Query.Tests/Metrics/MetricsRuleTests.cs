using System.Globalization;
using Vivace.Core;
using Vivace.Query.Metrics;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Query.Tests.Metrics;

public class MetricsRuleTests
{
    private const ulong Start = TestTrace.DefaultStartUnixNanoseconds;
    private const ulong Second = 1_000_000_000;

    [Theory]
    [InlineData("{} | rate()", "__name__=rate: 0 6 1")]
    [InlineData("{} | count_over_time()", "__name__=count_over_time: 0 6 1")]
    [InlineData("{ name = \"none\" } | count_over_time()", "__name__=count_over_time: 0 0 0")]
    [InlineData("{ name = \"none\" } | count_over_time() by (name)", "")]
    [InlineData("{} | count_over_time() by (span.none)", "span.none=nil: 0 6 1")]
    [InlineData("{} | max_over_time(duration)", "__name__=max_over_time: - 0.12 0.5")]
    [InlineData("{} | sum_over_time(span.cart.items)", "__name__=sum_over_time: - 3 -")]
    [InlineData("{} | max_over_time(name)", "")]
    [InlineData("{} | max_over_time(traceDuration)", "__name__=max_over_time: - 125000000 500000000")]
    [InlineData("{ kind = client } | count_over_time() by (resource.service.name, span.db.system)",
        "resource.service.name=shop: 0 1 0; resource.service.name=payments, span.db.system=postgresql: 0 1 0")]
    [InlineData("{} | histogram_over_time(span.cart.items)", "__bucket=4: 0 1 0")]
    [InlineData("{} | quantile_over_time(duration, 1)", "p=1: 0 0.134218 0.536871")]
    [InlineData("{} | count_over_time() > 1", "__name__=count_over_time: - 6 -")]
    [InlineData("{} | max_over_time(duration) > 200ms", "__name__=max_over_time: - - 0.5")]
    [InlineData("{} | count_over_time() by (kind) | topk(1)", "kind=client: 0 2 -; kind=internal: - - 1")]
    [InlineData("10 - ({} | count_over_time())", "__name__=count_over_time: 10 4 9")]
    [InlineData("({} | count_over_time()) / ({} | count_over_time())", "__name__=(count_over_time / count_over_time): - 1 1")]
    [InlineData("({} | count_over_time() by (kind)) / ({} | count_over_time()) > 0.3",
        "kind=client: - 0.333333 -; kind=internal: - - 1; kind=server: - 0.333333 -")]
    [InlineData("{ name = \"validate cart\" } | count_over_time() with(sample=true)", "__name__=count_over_time: 0 1 0")]
    public async Task Each_function_gives_its_series(string query, string expected)
    {
        var late = new TestTrace(2).At(Start + Second + 1);
        late.Root("cron", "tick").Lasting(TimeSpan.FromMilliseconds(500));
        await using var store = Store.Of(Traces.Checkout().At(Start + 1), late);
        var window = new MetricsWindow(Start - Second, Second, 3);
        Assert.Equal(expected, Text(await store.MetricsAsync(query, window)));
    }

    // The language counts whole numbers and durations in powers of two; other functions take every number.
    [Theory]
    [InlineData("{} | histogram_over_time(span.n)", "__bucket=4: 1")]
    [InlineData("{} | quantile_over_time(span.n, 1)", "p=1: 4")]
    [InlineData("{} | histogram_over_time(span.real)", "")]
    [InlineData("{} | quantile_over_time(span.real, .5)", "")]
    [InlineData("{} | sum_over_time(span.n)", "__name__=sum_over_time: 12.5")]
    [InlineData("{} | max_over_time(span.real)", "__name__=max_over_time: 100.25")]
    public async Task Powers_of_two_are_for_whole_numbers_and_leave_reals_out(string query, string expected)
    {
        var trace = new TestTrace().At(Start + 1);
        trace.Root("s", "a").With("n", 4).With("real", 100.25);
        trace.Root("s", "b").With("n", 8.5);
        await using var store = Store.Of(trace);
        Assert.Equal(expected, Text(await store.MetricsAsync(query, MetricsWindow.Instant(Start, Start + Second))));
    }

    [Theory]
    [InlineData("{} | count_over_time()", "__name__=count_over_time: 3")]
    [InlineData("{} | count_over_time() with(extrapolate=false)", "__name__=count_over_time: 3")]
    [InlineData("{} | count_over_time() with(extrapolate=true)", "__name__=count_over_time: 7")]
    [InlineData("{} | rate() with(extrapolate=true)", "__name__=rate: 7")]
    [InlineData("{} | sum_over_time(span.n) with(extrapolate=true)", "__name__=sum_over_time: 1024")]
    [InlineData("{} | avg_over_time(span.n) with(extrapolate=true)", "__name__=avg_over_time: 146.285714")]
    [InlineData("{} | min_over_time(span.n) with(extrapolate=true)", "__name__=min_over_time: 4")]
    [InlineData("{} | max_over_time(span.n) with(extrapolate=true)", "__name__=max_over_time: 1000")]
    [InlineData("{} | histogram_over_time(span.n) with(extrapolate=true)", "__bucket=1024: 1; __bucket=4: 6")]
    [InlineData("{} | quantile_over_time(span.n, .5) with(extrapolate=true)", "p=0.5: 3.174802")]
    [InlineData("{} | count_over_time() by (name) with(extrapolate=true)", "name=a: 6; name=b: 1")]
    public async Task Sampled_spans_stand_for_those_that_were_left_out_when_asked(string query, string expected)
    {
        var trace = new TestTrace().At(Start + 1);
        trace.Root("s", "a").With("n", 4).WithTraceState("ot=th:8;rv:c1234567890123"); // one of two
        trace.Root("s", "a").With("n", 4).WithTraceState("vendor=1, ot=rv:ff000000000000;th:c"); // one of four
        trace.Root("s", "b").With("n", 1000);
        await using var store = Store.Of(trace);
        Assert.Equal(expected, Text(await store.MetricsAsync(query, MetricsWindow.Instant(Start, Start + Second))));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("vendor=th:8", 1)]
    [InlineData("ot=th:0", 1)]
    [InlineData("ot=th:8", 2)]
    [InlineData("ot=th:e6666666666668", 10)]
    [InlineData("a=b,ot=rv:12;th:fff", 4096)]
    [InlineData("ot=th:", 1)]
    [InlineData("ot=th:xyz", 1)]
    [InlineData("ot=th:800000000000000", 1)]
    public void A_weight_is_read_from_the_threshold(string traceState, double expected) =>
        Assert.Equal(expected, SpanWeights.WeightOf(System.Text.Encoding.UTF8.GetBytes(traceState)), 9);

    [Fact]
    public async Task Compare_extrapolates_too()
    {
        var trace = new TestTrace().At(Start + 1);
        trace.Root("s", "a").WithTraceState("ot=th:8");
        trace.Root("s", "b");
        await using var store = Store.Of(trace);
        var text = Text(await store.MetricsAsync("{} | compare({ name = \"a\" }) with(extrapolate=true)", MetricsWindow.Instant(Start, Start + Second)));
        Assert.Contains("__meta_type=selection, name=a: 2", text.Split("; "));
        Assert.Contains("__meta_type=baseline, name=b: 1", text.Split("; "));
    }

    [Fact]
    public async Task Intervals_are_open_on_the_left_and_closed_on_the_right()
    {
        var trace = new TestTrace();
        foreach (var offset in (ulong[])[0, 1, Second, Second + 1, 2 * Second, 2 * Second + 1])
            trace.Root("a", "b").At(Start + offset);
        await using var store = Store.Of(trace);
        Assert.Equal(
            "__name__=count_over_time: 2 2",
            Text(await store.MetricsAsync("{} | count_over_time()", new MetricsWindow(Start, Second, 2))));
        Assert.Equal(
            "__name__=count_over_time: 4",
            Text(await store.MetricsAsync("{} | count_over_time()", MetricsWindow.Instant(Start, Start + 2 * Second))));
    }

    [Fact]
    public async Task A_quantile_is_interpolated_between_powers_of_two()
    {
        var trace = new TestTrace();
        for (var i = 0; i < 20; i++)
            trace.Root("a", "b").With("n", i < 10 ? 4 : 8);
        trace.Root("a", "b").With("n", 1);
        trace.Root("a", "b").With("n", 1000.5);
        await using var store = Store.Of(trace);
        var result = await store.MetricsAsync("{} | quantile_over_time(span.n, .75)", Around());
        Assert.Equal(Math.Pow(2, 2.5), Assert.Single(result.Series).Values[0], 12);
    }

    [Fact]
    public async Task Compare_counts_every_value_of_the_selection_and_of_the_rest()
    {
        await using var store = Store.Of(Enumerable.Range(1, 3).Select(Traces.Checkout));
        var text = Text(await store.MetricsAsync("{ kind != unspecified } | compare({ kind = server }, 2)", Around()));
        var series = text.Split("; ");

        Assert.Contains("__meta_type=selection, kind=server: 6", series);
        Assert.Contains("__meta_type=selection_total, kind=nil: 6", series);
        Assert.Contains("__meta_type=baseline, kind=client: 6", series);
        Assert.Contains("__meta_type=baseline_total, name=nil: 12", series);
        Assert.Contains("__meta_type=selection, resource.service.name=payments: 3", series);
        Assert.Contains("__meta_type=selection, span.retried=false: 3", series);
        Assert.Contains("__meta_type=baseline, span:childCount=0: 9", series);
        Assert.Equal(2, series.Count(one => one.StartsWith("__meta_type=baseline, name=", StringComparison.Ordinal)));
        Assert.DoesNotContain(series, one => one.Contains("duration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compare_counts_alike_however_many_values_a_field_has()
    {
        await using var store = Store.Of(Enumerable.Range(1, 1_000).Select(Traces.Checkout));
        var result = await store.MetricsAsync("{ span.enduser.id != nil } | compare({ status = error }, 1000)", Around());
        var users = result.Series.Where(one => one.Labels[1].Key == "span.enduser.id" && one.Labels[0].Value.Equals(new AttributeValue.Text("baseline")));
        Assert.Equal(1_000, users.Count(one => one.Values[0] == 1));
    }

    [Fact]
    public async Task Exemplars_are_few_of_different_traces_and_show_what_the_query_mentions()
    {
        await using var store = Store.Of(Enumerable.Range(0, 200).Select(i => Traces.Checkout(i + 1).At(Start + 1 + (ulong)i * Second)));
        var window = new MetricsWindow(Start, 20 * Second, 10);
        var result = await store.MetricsAsync("{ kind = server && duration > 100ms } | max_over_time(duration) by (name)", window, maxExemplars: 10);
        var series = Assert.Single(result.Series);

        Assert.Equal(10, series.Exemplars.Count);
        Assert.Equal(10, series.Exemplars.Select(one => one.Labels.Single(label => label.Key == "trace:id").Value).Distinct().Count());
        Assert.All(series.Exemplars, one =>
        {
            Assert.Equal(["kind", "duration", "name", "trace:id"], one.Labels.Select(label => label.Key));
            Assert.Equal(0.12, one.Value, 9);
        });
        Assert.Equal(5, series.Exemplars.Select(one => (one.StartUnixNanoseconds - Start - 1) / (40 * Second)).Distinct().Count());
    }

    [Theory]
    [InlineData("{} | rate()", 6)]
    [InlineData("{} | rate() with(exemplars=2)", 2)]
    [InlineData("{} | rate() with(exemplars=50)", 6)]
    [InlineData("{} | rate() with(exemplars=false)", 0)]
    [InlineData("{} | rate() with(exemplars=true)", 6)]
    [InlineData("{} | rate() > 0", 0)]
    public async Task Hints_and_thresholds_change_the_number_of_exemplars(string query, int expected)
    {
        await using var store = Store.Of(Enumerable.Range(0, 60).Select(i => Traces.Checkout(i + 1).At(Start + 1 + (ulong)i * Second)));
        var result = await store.MetricsAsync(query, new MetricsWindow(Start, 60 * Second, 1), maxExemplars: 6);
        var exemplars = Assert.Single(result.Series).Exemplars;
        Assert.Equal(expected, exemplars.Count);
        Assert.All(exemplars, one => Assert.Equal(result.Series[0].Values[0], one.Value));
    }

    [Fact]
    public async Task Too_many_series_are_cut_and_too_much_memory_is_refused()
    {
        await using var store = Store.Of(Enumerable.Range(1, 50).Select(Traces.Checkout));
        var cut = await store.MetricsAsync("{} | rate() by (name)", Around(), maxSeries: 2);
        Assert.Equal((2, true), (cut.Series.Count, cut.Truncated));

        var failure = await Assert.ThrowsAsync<QueryException>(
            () => store.MetricsAsync("{} | rate() by (span:id)", Around(), limitBytes: 1_000));
        Assert.Equal(QueryErrorKind.LimitExceeded, failure.Kind);
    }

    private static MetricsWindow Around() => MetricsWindow.Instant(Start - 1, Start + Second);

    private static string Text(MetricsResult result) => string.Join("; ", result.Series.Select(series =>
        $"{string.Join(", ", series.Labels.Select(label => $"{label.Key}={Of(label.Value)}"))}: "
        + string.Join(' ', series.Values.Select(value => double.IsNaN(value) ? "-" : Math.Round(value, 6).ToString(CultureInfo.InvariantCulture)))));

    private static string Of(AttributeValue value) => value switch
    {
        AttributeValue.Text text => text.Value,
        AttributeValue.Integer integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        AttributeValue.Real real => real.Value.ToString("R", CultureInfo.InvariantCulture),
        AttributeValue.Boolean boolean => boolean.Value ? "true" : "false",
        _ => "",
    };
}
