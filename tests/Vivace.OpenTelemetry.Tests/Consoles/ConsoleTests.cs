using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Vivace.OpenTelemetry.Tests.Support;
using Xunit;

namespace Vivace.OpenTelemetry.Tests.Consoles;

public sealed class ConsoleTests
{
    [Fact]
    public void A_plain_program_shows_its_log_lines_by_the_filter()
    {
        var lines = Run("vivace=info,shop=debug", color: false, tracing =>
        {
            Say(tracing, "Shop.Orders", LogLevel.Debug, "order 7");
            Say(tracing, "Shop.Orders", LogLevel.Trace, "too fine");
            Say(tracing, "Elsewhere", LogLevel.Debug, "too fine");
        });

        Assert.Contains(" INFO Vivace.OpenTelemetry: OpenTelemetry subsystem started service=reifydb endpoint=http://127.0.0.1:1", lines[0], StringComparison.Ordinal);
        Assert.Matches("^[0-9-]{10}T[0-9:.]{12}Z DEBUG Shop.Orders: order 7$", lines[1]);
        Assert.DoesNotContain(lines, line => line.Contains("too fine", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains('\u001b', StringComparison.Ordinal));
    }

    [Fact]
    public void Colour_is_there_when_asked_for() =>
        Assert.Contains("\u001b[33m WARN\u001b[0m", Run("vivace=info,shop=info", color: true, tracing =>
            Say(tracing, "Shop", LogLevel.Warning, "careful"))[1], StringComparison.Ordinal);

    [Fact]
    public void A_logged_value_neither_steers_the_terminal_nor_forges_a_line()
    {
        var lines = Run("vivace=info,shop=info", color: false, tracing =>
            Say(tracing, "Shop", LogLevel.Information, "name \u001b[2J\a\r\n2026-01-01 INFO forged"));
        Assert.EndsWith(@"name \x1b[2J\x07", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("    2026", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Spans_that_end_are_shown_when_asked_for()
    {
        using var source = new ActivitySource(TestTracing.SourceName("shown"));
        string id = "";
        var lines = Run($"{source.Name}=trace", color: false, tracing =>
        {
            using (var good = source.StartActivity("select", ActivityKind.Client))
                id = good!.TraceId.ToHexString();
            using var bad = source.StartActivity("insert");
            bad!.SetStatus(ActivityStatusCode.Error, "constraint");
        });

        Assert.Matches($" INFO {source.Name}: select duration=[0-9.]+ms trace_id={id} span_id=[0-9a-f]{{16}}$", lines[0]);
        Assert.Contains($"ERROR {source.Name}: insert: constraint duration=", lines[1], StringComparison.Ordinal);
    }

    private static void Say(OtelTracing tracing, string category, LogLevel level, string text) =>
        tracing.LoggerFactory.CreateLogger(category).Log(level, default, text, exception: null, (said, _) => said);

    // Filters name what a test uses: the sources of a process are shared by all tests.
    private static List<string> Run(string filter, bool color, Action<OtelTracing> act)
    {
        var output = new StringWriter();
        var config = TestTracing.Config(new Uri("http://127.0.0.1:1")).WithShutdownTimeout(TimeSpan.FromMilliseconds(50)).WithScheduledDelay(TimeSpan.FromHours(1));
        using (var tracing = OtelTracing.Start(config, t => t.WithFilter(filter).WithConsole(c => c.WithColor(color).WithSpans().WithWriter(output))))
            act(tracing);

        return [.. output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)];
    }
}
