using System.Buffers;
using System.Globalization;
using System.Text;

namespace Vivace.Server.Metrics;

/// <summary>Writes Prometheus' text format 0.0.4, or OpenMetrics 1.0, which differs in counters' names, in bucket
/// bounds and in its last line.</summary>
internal sealed class PrometheusText
{
    /// <summary>Scrape number of a series that is always written: a gauge that the program sets by itself.</summary>
    public const int AlwaysShown = -1;

    private readonly IBufferWriter<byte> _destination;
    private readonly bool _openMetrics;

    /// <summary>Creates a writer.</summary>
    /// <param name="destination">Takes UTF-8.</param>
    /// <param name="openMetrics">True for OpenMetrics.</param>
    public PrometheusText(IBufferWriter<byte> destination, bool openMetrics)
    {
        _destination = destination;
        _openMetrics = openMetrics;
    }

    /// <summary>Writes a family: its head and all its series.</summary>
    /// <param name="family">The family.</param>
    /// <param name="scrape">Number of the present scrape. Series last observed in an earlier one are gone and left out.</param>
    public void Write(MetricFamily family, int scrape)
    {
        var series = family.Snapshot();
        var first = true;
        foreach (var one in series)
        {
            if (one.ObservedInScrape is not (0 or AlwaysShown) && one.ObservedInScrape != scrape)
                continue;
            if (first)
                WriteHead(family.Name, family.Help, family.Kind);
            first = false;
            if (family.Bounds is { } bounds)
                WriteHistogram(family.Name, one, bounds);
            else
                WriteSample(family.Name, "", one.Labels, default, one.Value);
        }
    }

    /// <summary>Writes a counter without labels.</summary>
    public void WriteCounter(string name, string help, double value)
    {
        WriteHead(name, help, MetricKind.Counter);
        WriteSample(name, "", default, default, value);
    }

    /// <summary>Ends the text.</summary>
    public void End()
    {
        if (_openMetrics)
            _destination.Write("# EOF\n"u8);
    }

    private void WriteHead(string name, string help, MetricKind kind)
    {
        // OpenMetrics names a counter's family without _total; one that does not end so is no counter to it.
        var type = kind switch
        {
            MetricKind.Counter when _openMetrics && !name.EndsWith("_total", StringComparison.Ordinal) => "unknown",
            MetricKind.Counter => "counter",
            MetricKind.Gauge => "gauge",
            _ => "histogram",
        };
        if (_openMetrics && type == "counter")
            name = name[..^"_total".Length];
        if (help.Length > 0)
        {
            var escaped = help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            WriteText($"# HELP {name} {(_openMetrics ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped)}\n");
        }

        WriteText($"# TYPE {name} {type}\n");
    }

    private void WriteHistogram(string name, MetricSeries series, double[] bounds)
    {
        Span<long> counts = bounds.Length < 64 ? stackalloc long[bounds.Length + 1] : new long[bounds.Length + 1];
        series.ReadBuckets(counts);
        Span<byte> bound = stackalloc byte[40];
        long total = 0;
        for (var i = 0; i < bounds.Length; i++)
        {
            total += counts[i];
            WriteSample(name, "_bucket", series.Labels, bound[..FormatBound(bounds[i], bound)], total);
        }

        total += counts[^1];
        WriteSample(name, "_bucket", series.Labels, "+Inf"u8, total);
        WriteSample(name, "_sum", series.Labels, default, series.Value);
        WriteSample(name, "_count", series.Labels, default, total);
    }

    private int FormatBound(double bound, Span<byte> destination)
    {
        var length = FormatNumber(bound, destination);
        if (_openMetrics && destination[..length].IndexOfAny("."u8[0], "E"u8[0]) < 0)
        {
            ".0"u8.CopyTo(destination[length..]);
            length += 2;
        }

        return length;
    }

    private void WriteSample(string name, string suffix, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> bound, double value)
    {
        var size = name.Length + suffix.Length + labels.Length + bound.Length + 48; // braces, le, number, line end
        var line = _destination.GetSpan(size);
        var length = Encoding.ASCII.GetBytes(name, line);
        length += Encoding.ASCII.GetBytes(suffix, line[length..]);
        if (!labels.IsEmpty || !bound.IsEmpty)
        {
            line[length++] = (byte)'{';
            labels.CopyTo(line[length..]);
            length += labels.Length;
            if (!bound.IsEmpty)
            {
                if (!labels.IsEmpty)
                    line[length++] = (byte)',';
                "le=\""u8.CopyTo(line[length..]);
                bound.CopyTo(line[(length + 4)..]);
                length += 4 + bound.Length;
                line[length++] = (byte)'"';
            }

            line[length++] = (byte)'}';
        }

        line[length++] = (byte)' ';
        length += FormatNumber(value, line[length..]);
        line[length++] = (byte)'\n';
        _destination.Advance(length);
    }

    private static int FormatNumber(double value, Span<byte> destination)
    {
        if (!double.IsFinite(value))
        {
            var word = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8;
            word.CopyTo(destination);
            return word.Length;
        }

        value.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture);
        return length;
    }

    private void WriteText(string text)
    {
        var length = Encoding.UTF8.GetBytes(text, _destination.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        _destination.Advance(length);
    }
}
