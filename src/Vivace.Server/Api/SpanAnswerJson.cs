using Vivace.Core;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>What answers about the spans of a range have in common as JSON.</summary>
internal static class SpanAnswerJson
{
    private const double NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Writes the range that an answer is of.</summary>
    public static void Range(TempoJsonWriter json, TimeRange range)
    {
        json.Name("startUnixNano"u8);
        json.LongString(range.StartInclusive);
        json.Name("endUnixNano"u8);
        json.LongString(range.EndInclusive);
        json.Name("seconds"u8);
        json.Double((range.EndInclusive - range.StartInclusive) / NanosecondsPerSecond);
    }

    /// <summary>Writes how much was looked at, and whether it is everything.</summary>
    /// <param name="json">Takes the text.</param>
    /// <param name="metrics">What it took.</param>
    /// <param name="message">Why it is incomplete; null when it is complete.</param>
    public static void Completeness(TempoJsonWriter json, QueryMetrics metrics, string? message)
    {
        json.Name("inspectedSpans"u8);
        json.LongString(metrics.InspectedSpans);
        json.Name("partial"u8);
        json.Boolean(message is not null);
        Text(json, "message"u8, message);
    }

    /// <summary>Writes a text, or null.</summary>
    public static void Text(TempoJsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        json.Name(name);
        json.StringOrNull(value);
    }

    /// <summary>Writes a count or a duration in nanoseconds.</summary>
    public static void Number(TempoJsonWriter json, ReadOnlySpan<byte> name, long value)
    {
        json.Name(name);
        json.Integer(value);
    }

    /// <summary>Writes a duration in whole nanoseconds.</summary>
    public static void Nanoseconds(TempoJsonWriter json, ReadOnlySpan<byte> name, double value) =>
        Number(json, name, (long)Math.Round(value));

    /// <summary>Writes names with how often each was met.</summary>
    public static void Names(TempoJsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<NamedCount> counts)
    {
        json.Name(name);
        json.BeginArray();
        foreach (var one in counts)
        {
            json.BeginObject();
            Text(json, "name"u8, one.Name);
            Number(json, "count"u8, one.Count);
            json.EndObject();
        }

        json.EndArray();
    }
}
