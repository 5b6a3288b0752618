using System.Text;

namespace Vivace.Server.Metrics;

/// <summary>Names as Prometheus allows them.</summary>
internal static class PrometheusName
{
    /// <summary>The family's name of an instrument. Names without a dot are exposed as they are. Names of the runtime,
    /// such as <c>dotnet.gc.pause.time</c>, get underscores, their unit and, for counters, <c>_total</c>.</summary>
    /// <remarks>OpenTelemetry, "Prometheus and OpenMetrics Compatibility": metric metadata.</remarks>
    public static string OfInstrument(string name, string? unit, MetricKind kind)
    {
        if (!name.Contains('.', StringComparison.Ordinal))
            return Sanitise(name, ':');

        var text = Sanitise(name, ':');
        var suffix = unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "ms" => "_milliseconds",
            _ => "",
        };
        if (!text.EndsWith(suffix, StringComparison.Ordinal))
            text += suffix;
        if (kind == MetricKind.Counter && !text.EndsWith("_total", StringComparison.Ordinal))
            text += "_total";
        return text;
    }

    /// <summary>A label's name: letters, digits and underscores, not starting with a digit.</summary>
    public static string OfLabel(string name) => Sanitise(name, '_');

    private static string Sanitise(string name, char alsoAllowed)
    {
        var valid = name.Length > 0 && !char.IsAsciiDigit(name[0]);
        foreach (var c in name)
            valid &= char.IsAsciiLetterOrDigit(c) || c == '_' || c == alsoAllowed;
        if (valid)
            return name;

        var text = new StringBuilder(name.Length + 1);
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            text.Append('_');
        foreach (var c in name)
            text.Append(char.IsAsciiLetterOrDigit(c) || c == alsoAllowed ? c : '_');
        return text.ToString();
    }
}
