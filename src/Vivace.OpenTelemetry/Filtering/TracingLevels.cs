using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Vivace.OpenTelemetry.Filtering;

/// <summary>Names of levels.</summary>
internal static class TracingLevels
{
    /// <summary>Reads a name as it stands in a directive or a <c>level</c> attribute; digits count up from 0, off.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TracingLevel level)
    {
        if (text.Length == 1 && text[0] is >= '0' and <= '5')
        {
            level = (TracingLevel)(text[0] - '0');
            return true;
        }

        for (level = TracingLevel.Off; level <= TracingLevel.Trace; level++)
        {
            if (text.Equals(level.ToDirective(), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        level = TracingLevel.Off;
        return false;
    }

    /// <summary>The level that a name of .NET's logging stands for, for hints.</summary>
    public static bool IsForeign(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? meant)
    {
        meant = text.Equals("warning", StringComparison.OrdinalIgnoreCase) ? "warn"
            : text.Equals("information", StringComparison.OrdinalIgnoreCase) ? "info"
            : text.Equals("critical", StringComparison.OrdinalIgnoreCase) ? "error"
            : text.Equals("none", StringComparison.OrdinalIgnoreCase) ? "off"
            : null;
        return meant is not null;
    }

    public static string ToDirective(this TracingLevel level) => level switch
    {
        TracingLevel.Off => "off",
        TracingLevel.Error => "error",
        TracingLevel.Warn => "warn",
        TracingLevel.Info => "info",
        TracingLevel.Debug => "debug",
        _ => "trace",
    };

    public static LogLevel ToLogLevel(this TracingLevel level) => level switch
    {
        TracingLevel.Off => LogLevel.None,
        TracingLevel.Error => LogLevel.Error,
        TracingLevel.Warn => LogLevel.Warning,
        TracingLevel.Info => LogLevel.Information,
        TracingLevel.Debug => LogLevel.Debug,
        _ => LogLevel.Trace,
    };
}
