using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vivace.Server.Configuration;

namespace Vivace.Server.Hosting.Logging;

/// <summary>Writes one log entry as one line, in logfmt or JSON.</summary>
internal static class LogLineFormatter
{
    /// <summary>The line without its end.</summary>
    /// <param name="format">The form.</param>
    /// <param name="time">When it happened; written in UTC with milliseconds.</param>
    /// <param name="level">How serious.</param>
    /// <param name="component">Who says it.</param>
    /// <param name="message">What is said; line breaks are escaped.</param>
    /// <param name="exception">The cause with its stack; null for none.</param>
    /// <param name="suppressed">Entries like this that were held back before it.</param>
    public static string Format(
        LogFormat format, DateTimeOffset time, LogLevel level, string component, string message, Exception? exception, int suppressed)
    {
        var text = new StringBuilder(message.Length + 96);
        var stamp = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        if (format == LogFormat.Json)
        {
            text.Append("{\"ts\":\"").Append(stamp).Append("\",\"level\":\"").Append(Name(level)).Append('"');
            AppendJson(text, "component", component);
            AppendJson(text, "msg", message);
            if (exception is not null)
                AppendJson(text, "err", exception.ToString());
            if (suppressed > 0)
                text.Append(CultureInfo.InvariantCulture, $",\"suppressed\":{suppressed}");
            return text.Append('}').ToString();
        }

        text.Append("ts=").Append(stamp).Append(" level=").Append(Name(level));
        AppendLogfmt(text, "component", component);
        AppendLogfmt(text, "msg", message);
        if (exception is not null)
            AppendLogfmt(text, "err", exception.ToString());
        if (suppressed > 0)
            text.Append(CultureInfo.InvariantCulture, $" suppressed={suppressed}");
        return text.ToString();
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => "error",
    };

    private static void AppendJson(StringBuilder text, string key, string value) =>
        text.Append(",\"").Append(key).Append("\":\"")
            .Append(JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value).Append('"');

    private static void AppendLogfmt(StringBuilder text, string key, string value)
    {
        text.Append(' ').Append(key).Append('=');
        if (value.Length > 0 && !value.AsSpan().ContainsAny(" =\"\\") && !value.Any(char.IsControl))
        {
            text.Append(value);
            return;
        }
        text.Append('"');
        foreach (var character in value)
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(character) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        text.Append('"');
    }
}
