using Vivace.Store;

namespace Vivace.Query.Tests.Metrics;

/// <summary>Random metrics queries over the keys and values of <see cref="RandomTelemetry"/>.</summary>
internal sealed class RandomMetrics(Random random)
{
    private const ulong Base = 1_700_000_000_000_000_000;

    private static readonly string[] Filters =
    [
        "{}", "{}", "{}", "{ name = \"a\" }", "{ span.i > 0 }", "{ kind = server }", "{ status = error } || { span.b = true }",
        "{ nestedSetParent < 0 }", "{ false }", "{ name != \"b\" } >> { span.s != nil }", "{} > {}", "{ .t != nil } | { span.i >= 0 }",
        "{ event:name = \"a\" }", "{} !< {}",
    ];

    private static readonly string[] Fields =
    [
        "name", "status", "kind", "span.s", "span.i", "span.d", "span.b", "span.a", "span.m", ".s", ".i", ".m", "resource.s",
        "resource.service.name", ".service.name", "resource.m", "instrumentation.t", "instrumentation:name", "event.s", "link.i",
        "event:name", "rootName", "rootServiceName", "statusMessage", "span:childCount", "span:id", "span:parentID", "trace:id",
        "traceDuration", "duration", "event:timeSinceStart", "nestedSetParent", "span.none",
    ];

    private static readonly string[] Arguments =
    [
        "duration", "duration", "span.i", "span.d", "span.m", ".i", ".m", "resource.i", "traceDuration", "event:timeSinceStart",
        "span:childCount", "event.i", "name", "span.none", "span.a", "nestedSetLeft",
    ];

    public string Query() => random.Next(6) switch
    {
        0 => $"({Source()}) {Arithmetic()} ({Source()}){Stages()}",
        1 => $"({Source()}{Stages()}) {Arithmetic()} {random.Next(-2, 4)}{Stages()}",
        2 => $"{random.Next(4)}.5 {Arithmetic()} ({Source()}) + ({Source()})",
        _ => Source() + Stages(),
    };

    public MetricsWindow Window()
    {
        var start = Base + (ulong)random.Next(10_000) * 1_000_000;
        var end = start + 1 + (ulong)random.Next(30_000) * 1_000_000;
        ulong[] steps = [1_000_000_000, 7_000_000_000, 10_000_000_000, 999_999_937, 250_000_000];
        return random.Next(4) switch
        {
            0 => MetricsWindow.Instant(start, end),
            1 => MetricsWindow.Align(Base, Base + 40_000_000_000, steps[random.Next(steps.Length)]),
            _ => MetricsWindow.Align(start, end, steps[random.Next(steps.Length)]),
        };
    }

    private string Source() => $"{Filters[random.Next(Filters.Length)]} | {Function()}";

    private string Function()
    {
        var most = 5;
        string function;
        switch (random.Next(8))
        {
            case 0:
                function = "rate()";
                break;
            case 1 or 2:
                function = "count_over_time()";
                break;
            case 3:
                function = $"quantile_over_time({Argument()}, .5, 0, {random.Next(2)}, .9)";
                most = 4;
                break;
            case 4:
                function = $"histogram_over_time({Argument()})";
                most = 4;
                break;
            case 5:
                function = $"avg_over_time({Argument()})";
                most = 4;
                break;
            default:
                function = $"{Pick("min", "max", "sum")}_over_time({Argument()})";
                break;
        }

        var count = random.Next(4) == 0 ? 0 : random.Next(1, random.Next(3) == 0 ? most + 1 : 3);
        return count == 0
            ? function
            : $"{function} by({string.Join(", ", Enumerable.Range(0, count).Select(_ => Fields[random.Next(Fields.Length)]))})";
    }

    private string Stages()
    {
        var stages = "";
        while (random.Next(3) == 0)
        {
            stages += random.Next(2) == 0
                ? $" | {Pick("topk", "bottomk")}({random.Next(1, 4)})"
                : $" {Pick(">", ">=", "<", "<=", "=", "!=")} {Pick("0", "1", "2", "0.5", "-1", "1ms")}";
        }

        return stages;
    }

    private string Argument() => Arguments[random.Next(Arguments.Length)];

    private string Arithmetic() => Pick("+", "-", "*", "/");

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
