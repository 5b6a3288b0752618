using System.Globalization;
using Spectre.Console;

namespace ReifyDb.Workload;

/// <summary>Shows how it goes: a table that is drawn again on a terminal, a line now and then elsewhere.</summary>
internal sealed class ProgressDisplay
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private readonly IAnsiConsole _console;
    private readonly Tally _tally;
    private readonly TimeSpan? _duration;
    private readonly TimeProvider _time;
    private readonly long _started;

    public ProgressDisplay(IAnsiConsole console, Tally tally, TimeSpan? duration, TimeProvider time)
    {
        _console = console;
        _tally = tally;
        _duration = duration;
        _time = time;
        _started = time.GetTimestamp();
    }

    /// <summary>Shows it until the work has ended.</summary>
    public async Task ShowAsync(Task work)
    {
        if (_console.Profile.Capabilities.Interactive)
        {
            await _console.Live(Table()).StartAsync(async live =>
            {
                while (!work.IsCompleted)
                {
                    await Task.WhenAny(work, Task.Delay(Redraw, _time));
                    live.UpdateTarget(Table());
                }
            });
        }
        else
        {
            while (!work.IsCompleted)
            {
                await Task.WhenAny(work, Task.Delay(LineEvery, _time));
                await _console.Profile.Out.Writer.WriteLineAsync(Line());
            }
        }

        await work;
    }

    /// <summary>One line for logs.</summary>
    public string Line()
    {
        var now = _tally.Take();
        var kinds = now.Rows.Select(static row => string.Create(CultureInfo.InvariantCulture, $"{Name(row.Kind)} {row.Done} ({row.Errors} errors, p99 {row.Slow.TotalMilliseconds:0.#} ms)"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_time.GetElapsedTime(_started).TotalSeconds:0} s: {now.Done} statements: {string.Join(", ", kinds)}; {now.Changes} pushed changes, {now.Unreachable} unanswered");
    }

    private Panel Table()
    {
        var now = _tally.Take();
        var elapsed = _time.GetElapsedTime(_started);
        var table = new Table().Border(TableBorder.None).AddColumn("statements").AddColumn(Right("sent")).AddColumn(Right("errors"))
            .AddColumn(Right("median")).AddColumn(Right("99 of 100")).AddColumn("which errors");
        foreach (var row in now.Rows)
            table.AddRow(Name(row.Kind), Number(row.Done), Number(row.Errors), Milliseconds(row.Median), Milliseconds(row.Slow), Markup.Escape(row.ErrorCodes));

        var facts = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{now.Done / Math.Max(elapsed.TotalSeconds, 0.001):0.0} statements a second, {now.Changes:N0} pushed changes of views"),
        };
        if (now.SlowestSummary is not null)
            facts.Add($"slowest: {Markup.Escape(now.SlowestSummary)}, {Milliseconds(now.Slowest)}{(now.SlowestTraceId is { } id ? $", trace [bold]{id}[/]" : string.Empty)}");
        if (now.Unreachable > 0)
            facts.Add($"[red]{Number(now.Unreachable)} statements found no server[/]");

        var content = new List<Spectre.Console.Rendering.IRenderable> { table, new Text(string.Empty) };
        if (_duration is { } duration)
            content.Add(new BreakdownChart().Width(60).HideTags().AddItem("done", Math.Min(elapsed / duration, 1), Color.Green).AddItem("left", Math.Max(1 - (elapsed / duration), 0), Color.Grey));
        content.AddRange(facts.Select(static fact => new Markup(fact)));
        var title = string.Create(CultureInfo.InvariantCulture, $" ReifyDb workload, {elapsed:hh\\:mm\\:ss}{(_duration is { } all ? $" of {all:hh\\:mm\\:ss}" : ", Ctrl+C ends it")} ");
        return new Panel(new Rows(content)).Header(title).RoundedBorder();
    }

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned();

    private static string Name(StatementKind kind) => kind switch
    {
        StatementKind.Lookup => "lookups",
        StatementKind.Report => "reports",
        StatementKind.Write => "writes",
        StatementKind.Slow => "slow on purpose",
        _ => "wrong on purpose",
    };

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan value) => string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds:0.0} ms");
}
