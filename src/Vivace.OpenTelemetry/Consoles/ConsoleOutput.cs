using System.Globalization;
using System.Text;
using Vivace.OpenTelemetry.Filtering;

namespace Vivace.OpenTelemetry.Consoles;

/// <summary>Lines on a console: <c>2026-08-01T12:00:00.123Z  INFO shop.orders: text trace_id=... span_id=...</c>.</summary>
internal sealed class ConsoleOutput
{
    private const string Reset = "\u001b[0m";
    private const string Dim = "\u001b[2m";

    private readonly TextWriter _writer;
    private readonly bool _color;
    private readonly TimeProvider _time;
    private readonly object _oneLine = new();

    public ConsoleOutput(ConsoleConfig config, TimeProvider time)
    {
        _writer = config.Writer ?? Console.Error;
        _color = config.Color ?? UsesColor(config.Writer);
        _time = time;
    }

    /// <summary>Writes one line. A writer that fails (a closed pipe) is no reason to fail the application.</summary>
    /// <param name="level">Shown as its name.</param>
    /// <param name="source">The category or source.</param>
    /// <param name="text">Control characters are shown as escapes: a logged value must not steer the terminal or forge a line.</param>
    /// <param name="facts">Pairs behind the text.</param>
    public void Write(TracingLevel level, string source, string text, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var line = new StringBuilder(128 + text.Length);
        Paint(line, Dim, _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        line.Append(' ');
        Paint(line, Color(level), level.ToDirective().ToUpperInvariant().PadLeft(5));
        line.Append(' ');
        Paint(line, Dim, source);
        line.Append(": ");
        AppendPrintable(line, text);
        foreach (var (name, value) in facts)
        {
            line.Append(' ');
            Paint(line, Dim, name + "=");
            AppendPrintable(line, value);
        }

        try
        {
            lock (_oneLine)
                _writer.WriteLine(line);
        }
        catch (IOException)
        {
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private static bool UsesColor(TextWriter? writer) =>
        writer is null && !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private static string Color(TracingLevel level) => level switch
    {
        TracingLevel.Error => "\u001b[31m",
        TracingLevel.Warn => "\u001b[33m",
        TracingLevel.Info => "\u001b[32m",
        TracingLevel.Debug => "\u001b[34m",
        _ => "\u001b[35m",
    };

    private static void AppendPrintable(StringBuilder line, string text)
    {
        foreach (var character in text)
        {
            if (character == '\n')
                line.Append("\n    ");
            else if (character == '\t' || !char.IsControl(character))
                line.Append(character);
            else if (character != '\r')
                line.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}");
        }
    }

    private void Paint(StringBuilder line, string color, string text)
    {
        if (_color)
            line.Append(color);

        AppendPrintable(line, text);
        if (_color)
            line.Append(Reset);
    }
}
