using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Server.Metrics;
using Xunit;

namespace Vivace.Server.Tests.Metrics;

public sealed class MetricsCollectorTests : IDisposable
{
    private readonly Meter _meter = new("Test." + Guid.NewGuid());
    private readonly MetricsCollector _collector;

    public MetricsCollectorTests() =>
        _collector = new MetricsCollector(meter => ReferenceEquals(meter, _meter), NullLogger.Instance);

    [Fact]
    public void A_counter_is_exposed_under_its_own_name_with_help_and_type()
    {
        var spans = _meter.CreateCounter<long>("tempo_spans_received_total", "{span}", "Spans\\ received\nso far.");
        spans.Add(2);
        spans.Add(3);

        Assert.Equal(
            """
            # HELP tempo_spans_received_total Spans\\ received\nso far.
            # TYPE tempo_spans_received_total counter
            tempo_spans_received_total 5

            """, Scrape());
    }

    [Fact]
    public void Labels_are_sorted_escaped_and_independent_of_the_order_of_tags()
    {
        var discarded = _meter.CreateCounter<long>("discarded_total");
        discarded.Add(1, new("tenant", "a"), new("reason", "quote\" back\\ line\n"));
        discarded.Add(1, new("reason", "quote\" back\\ line\n"), new("tenant", "a"));
        discarded.Add(7, new("1st.name", true), new("tenant", null));

        Assert.Equal(
            """
            # TYPE discarded_total counter
            discarded_total{_1st_name="true",tenant=""} 7
            discarded_total{reason="quote\" back\\ line\n",tenant="a"} 2

            """, Scrape());
    }

    [Fact]
    public void A_histogram_counts_cumulatively_and_a_value_on_a_bound_belongs_to_it()
    {
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 10] };
        var seconds = _meter.CreateHistogram("wait_seconds", "s", null, null, advice);
        foreach (var value in (double[])[0.25, 1, 1, 100, double.NaN])
            seconds.Record(value, new KeyValuePair<string, object?>("op", "read"));

        Assert.Equal(
            """
            # TYPE wait_seconds histogram
            wait_seconds_bucket{op="read",le="0.5"} 1
            wait_seconds_bucket{op="read",le="1"} 3
            wait_seconds_bucket{op="read",le="10"} 3
            wait_seconds_bucket{op="read",le="+Inf"} 4
            wait_seconds_sum{op="read"} 102.25
            wait_seconds_count{op="read"} 4

            """, Scrape());
    }

    [Fact]
    public void OpenMetrics_names_counters_without_total_writes_bounds_as_floats_and_ends_with_EOF()
    {
        _meter.CreateCounter<int>("a_total").Add(1);
        _meter.CreateCounter<int>("b_accepted").Add(1);
        var advice = new InstrumentAdvice<long> { HistogramBucketBoundaries = [1] };
        _meter.CreateHistogram("c", null, null, null, advice).Record(1);

        Assert.Equal(
            """
            # TYPE a counter
            a_total 1
            # TYPE b_accepted unknown
            b_accepted 1
            # TYPE c histogram
            c_bucket{le="1.0"} 1
            c_bucket{le="+Inf"} 1
            c_sum 1
            c_count 1
            # EOF

            """, Scrape(openMetrics: true));
    }

    [Fact]
    public void Up_down_counters_add_and_gauges_replace()
    {
        var queue = _meter.CreateUpDownCounter<int>("queue_length");
        queue.Add(5);
        queue.Add(-2);
        var ratio = _meter.CreateGauge<double>("ratio");
        ratio.Record(0.25);
        ratio.Record(double.PositiveInfinity);

        Assert.Equal(
            """
            # TYPE queue_length gauge
            queue_length 3
            # TYPE ratio gauge
            ratio +Inf

            """, Scrape());
        Assert.Equal(Scrape(), Scrape());
    }

    [Fact]
    public void A_series_that_is_no_longer_observed_disappears()
    {
        List<Measurement<long>> blocks = [new(3, [new("tenant", "a")]), new(4, [new("tenant", "b")])];
        _meter.CreateObservableGauge("blocks", () => blocks);
        Assert.Contains("""blocks{tenant="b"} 4""", Scrape(), StringComparison.Ordinal);

        blocks.RemoveAt(1);
        Assert.Equal(
            """
            # TYPE blocks gauge
            blocks{tenant="a"} 3

            """, Scrape());
    }

    [Fact]
    public void A_failing_observable_does_not_hide_the_others()
    {
        _meter.CreateObservableGauge("broken", (Func<int>)(() => throw new InvalidOperationException("no")));
        _meter.CreateCounter<int>("whole_total").Add(1);

        Assert.Contains("whole_total 1", Scrape(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_thousand_and_first_tenant_shares_a_label_with_all_later_ones()
    {
        var requests = _meter.CreateCounter<long>("requests_total");
        for (var i = 0; i < MetricsCollector.MaxTenants + 5; i++)
            requests.Add(1, new KeyValuePair<string, object?>("tenant", "t" + i));
        requests.Add(1, new KeyValuePair<string, object?>("tenant", "t0"));

        var lines = Scrape().Split('\n');
        Assert.Equal(MetricsCollector.MaxTenants + 1, lines.Count(line => line.StartsWith("requests_total{", StringComparison.Ordinal)));
        Assert.Contains("""requests_total{tenant="__overflow__"} 5""", lines);
        Assert.Contains("""requests_total{tenant="t0"} 2""", lines);
    }

    [Fact]
    public void Series_beyond_the_limit_are_dropped_and_counted()
    {
        var requests = _meter.CreateCounter<long>("paths_total");
        for (var i = 0; i < SeriesTable.MaxSeries + 3; i++)
            requests.Add(1, new KeyValuePair<string, object?>("path", i));

        var text = ScrapeAll(openMetrics: false);
        Assert.Contains("\nvivace_metrics_measurements_dropped_total 3\n", text, StringComparison.Ordinal);
        Assert.Equal(SeriesTable.MaxSeries, text.Split('\n').Count(line => line.StartsWith("paths_total{", StringComparison.Ordinal)));
    }

    [Fact]
    public void Instruments_of_one_name_in_two_meters_add_up()
    {
        using var second = new Meter(_meter.Name);
        using var collector = new MetricsCollector(meter => meter.Name == _meter.Name, NullLogger.Instance);
        _meter.CreateCounter<long>("shared_total").Add(1);
        second.CreateCounter<long>("shared_total").Add(2);

        Assert.Contains("shared_total 3", Scrape(collector), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_measurement_is_lost_when_many_threads_create_and_count_series()
    {
        var counter = _meter.CreateCounter<long>("races_total");
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [1] };
        var histogram = _meter.CreateHistogram("race_seconds", null, null, null, advice);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("shard", i % 200));
                histogram.Record(0.5);
            }
        })));

        var lines = Scrape().Split('\n');
        var shards = lines.Where(line => line.StartsWith("races_total{", StringComparison.Ordinal)).ToArray();
        Assert.Equal(200, shards.Length);
        Assert.All(shards, line => Assert.EndsWith(" 400", line, StringComparison.Ordinal));
        Assert.Contains("race_seconds_count 80000", lines);
        Assert.Contains("race_seconds_sum 40000", lines);
    }

    [Fact]
    public void Counting_in_a_known_series_allocates_nothing()
    {
        var counter = _meter.CreateCounter<long>("cheap_total");
        object tenant = "a";
        counter.Add(1, new("tenant", tenant), new("op", "search"));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            counter.Add(1, new("tenant", tenant), new("op", "search"));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Requests_are_counted_by_method_route_and_status()
    {
        using var requests = new RequestMetrics();
        using var collector = new MetricsCollector(meter => meter.Name == "Vivace.Requests", NullLogger.Instance);
        requests.Record("BREW", "test_only_route", 418, TimeSpan.FromMilliseconds(7));

        var text = Scrape(collector);
        const string Labels = "method=\"other\",route=\"test_only_route\",status_code=\"418\",ws=\"false\"";
        Assert.Contains($"tempo_request_duration_seconds_bucket{{{Labels},le=\"0.005\"}} 0\n", text, StringComparison.Ordinal);
        Assert.Contains($"tempo_request_duration_seconds_bucket{{{Labels},le=\"0.01\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"tempo_request_duration_seconds_count{{{Labels}}} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_process_and_the_runtime_are_described()
    {
        using var process = new ProcessMetrics(BuildDescription.Current);
        using var collector = new MetricsCollector(NullLogger<MetricsCollector>.Instance);
        var text = Scrape(collector);

        foreach (var name in (string[])
            ["tempo_build_info{", "process_cpu_seconds_total ", "process_resident_memory_bytes ", "process_start_time_seconds ",
             "dotnet_gc_pause_time_seconds_total ", "dotnet_gc_heap_total_allocated_bytes_total ", "dotnet_thread_pool_queue_length"])
            Assert.Contains("\n" + name, text, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }

    private string Scrape(bool openMetrics = false)
    {
        var text = ScrapeAll(openMetrics);
        var own = text.IndexOf("# HELP vivace_metrics_measurements_dropped", StringComparison.Ordinal);
        return text[..own] + (openMetrics ? text[text.IndexOf("# EOF", StringComparison.Ordinal)..] : "");
    }

    private string ScrapeAll(bool openMetrics) => Scrape(_collector, openMetrics);

    private static string Scrape(MetricsCollector collector, bool openMetrics = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        collector.Write(buffer, openMetrics);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
