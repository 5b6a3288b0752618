using Vivace.Core;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>Answers in the shapes of Tempo's protobuf-to-JSON mapping: members in the order of their field numbers, zero
/// values left out, lists at the top of an answer always there, maps sorted by key.</summary>
/// <remarks>The protobuf twin is <see cref="TempoProto"/>; keep both in step.</remarks>
internal static class TempoJson
{
    /// <summary>Stands for the root's service when there is no root yet, or a root without a service; clients look for it.</summary>
    public const string RootNotReceived = "<root span not yet received>";

    /// <summary>Writes the answer to a search.</summary>
    /// <param name="json">Takes the text.</param>
    /// <param name="result">What was found.</param>
    /// <param name="withSpansets">False for the old search by tags, which lists neither spansets nor services.</param>
    public static void WriteSearch(TempoJsonWriter json, SearchResult result, bool withSpansets)
    {
        json.BeginObject();
        json.Name("traces"u8);
        json.BeginArray();
        foreach (var trace in result.Traces)
            WriteTrace(json, trace, withSpansets);
        json.EndArray();
        json.Name("metrics"u8);
        WriteSearchMetrics(json, result.Metrics);
        WritePartial(json, result.PartialReason);
        json.EndObject();
    }

    /// <summary>Writes names without scopes.</summary>
    public static void WriteTagNames(TempoJsonWriter json, IEnumerable<string> names, QueryMetrics metrics)
    {
        json.BeginObject();
        WriteStrings(json, "tagNames"u8, names);
        json.Name("metrics"u8);
        WriteMetadataMetrics(json, metrics);
        json.EndObject();
    }

    /// <summary>Writes names by scope.</summary>
    public static void WriteTagScopes(
        TempoJsonWriter json, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> scopes, QueryMetrics metrics)
    {
        json.BeginObject();
        json.Name("scopes"u8);
        json.BeginArray();
        foreach (var (scope, names) in scopes)
        {
            json.BeginObject();
            json.Name("name"u8);
            json.String(scope);
            WriteStrings(json, "tags"u8, names);
            json.EndObject();
        }

        json.EndArray();
        json.Name("metrics"u8);
        WriteMetadataMetrics(json, metrics);
        json.EndObject();
    }

    /// <summary>Writes values as text.</summary>
    public static void WriteTagValues(TempoJsonWriter json, IEnumerable<string> values, QueryMetrics metrics)
    {
        json.BeginObject();
        WriteStrings(json, "tagValues"u8, values);
        json.Name("metrics"u8);
        WriteMetadataMetrics(json, metrics);
        json.EndObject();
    }

    /// <summary>Writes values with their types.</summary>
    public static void WriteTypedTagValues(TempoJsonWriter json, IEnumerable<TagValue> values, QueryMetrics metrics)
    {
        json.BeginObject();
        json.Name("tagValues"u8);
        json.BeginArray();
        foreach (var value in values)
        {
            if (value is { Type: TagValueType.String, Value.Length: > 0 })
            {
                json.Completed("{\"type\":\"string\""u8, "\"value\":"u8, value.Value);
                continue;
            }

            json.BeginObject();
            json.Name("type"u8);
            json.String(NameOf(value.Type));
            WriteText(json, "value"u8, value.Value);
            json.EndObject();
        }

        json.EndArray();
        json.Name("metrics"u8);
        WriteMetadataMetrics(json, metrics);
        json.EndObject();
    }

    /// <summary>Writes that an answer is incomplete, and why.</summary>
    public static void WritePartial(TempoJsonWriter json, string? reason)
    {
        if (reason is null)
            return;

        json.Name("status"u8);
        json.String("PARTIAL");
        WriteText(json, "message"u8, reason);
    }

    /// <summary>The name of a value's type.</summary>
    public static string NameOf(TagValueType type) => type switch
    {
        TagValueType.String => "string",
        TagValueType.Int => "int",
        TagValueType.Float => "float",
        TagValueType.Bool => "bool",
        _ => "keyword",
    };

    /// <summary>Writes one trace found, with what Vivace's own pages want beside Tempo's members.</summary>
    public static void WriteTraceInFull(TempoJsonWriter json, TraceSummary trace)
    {
        json.BeginObject();
        WriteTraceMembers(json, trace, withSpansets: true);
        json.Name("durationNanos"u8);
        json.LongString(trace.DurationNanoseconds);
        json.Name("spanCount"u8);
        json.Number((uint)trace.SpanCount);
        json.Name("errorCount"u8);
        json.Number((uint)trace.ErrorCount);
        json.EndObject();
    }

    private static void WriteTrace(TempoJsonWriter json, TraceSummary trace, bool withSpansets)
    {
        json.BeginObject();
        WriteTraceMembers(json, trace, withSpansets);
        json.EndObject();
    }

    private static void WriteTraceMembers(TempoJsonWriter json, TraceSummary trace, bool withSpansets)
    {
        json.Name("traceID"u8);
        json.String(trace.TraceId.ToTrimmedHex());
        json.Name("rootServiceName"u8);
        json.String(string.IsNullOrEmpty(trace.RootServiceName) ? RootNotReceived : trace.RootServiceName);
        WriteText(json, "rootTraceName"u8, trace.RootTraceName);
        WriteLong(json, "startTimeUnixNano"u8, trace.StartUnixNanoseconds);
        WriteNumber(json, "durationMs"u8, DurationMilliseconds(trace));
        if (withSpansets)
        {
            if (trace.Spansets.Count > 0)
            {
                json.Name("spanSet"u8);
                WriteSpanset(json, trace.Spansets[0]);
                json.Name("spanSets"u8);
                json.BeginArray();
                foreach (var spanset in trace.Spansets)
                    WriteSpanset(json, spanset);
                json.EndArray();
            }

            WriteServiceStats(json, trace.ServiceStats);
        }
    }

    /// <summary>The duration in whole milliseconds, rounded down, as far as 32 bits reach (49 days).</summary>
    public static uint DurationMilliseconds(TraceSummary trace) =>
        (uint)Math.Min(trace.DurationNanoseconds / 1_000_000, uint.MaxValue);

    private static void WriteSpanset(TempoJsonWriter json, Spanset spanset)
    {
        json.BeginObject();
        if (spanset.Spans.Count > 0)
        {
            json.Name("spans"u8);
            json.BeginArray();
            foreach (var span in spanset.Spans)
            {
                json.BeginObject();
                json.Name("spanID"u8);
                json.String(SpanIdText.Of(span.SpanId));
                WriteText(json, "name"u8, span.Name);
                WriteLong(json, "startTimeUnixNano"u8, span.StartUnixNanoseconds);
                WriteLong(json, "durationNanos"u8, span.DurationNanoseconds);
                WriteAttributes(json, span.Attributes);
                json.EndObject();
            }

            json.EndArray();
        }

        WriteNumber(json, "matched"u8, (uint)spanset.Matched);
        WriteAttributes(json, spanset.Attributes);
        json.EndObject();
    }

    private static void WriteAttributes(TempoJsonWriter json, IReadOnlyList<KeyValuePair<string, AttributeValue>> attributes) =>
        WriteAttributes(json, "attributes"u8, attributes);

    /// <summary>Writes a list of attributes unless it is empty.</summary>
    public static void WriteAttributes(
        TempoJsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<KeyValuePair<string, AttributeValue>> attributes)
    {
        if (attributes.Count == 0)
            return;

        json.Name(name);
        json.BeginArray();
        foreach (var (key, value) in attributes)
        {
            json.BeginObject();
            WriteText(json, "key"u8, key);
            json.Name("value"u8);
            WriteValue(json, value);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteValue(TempoJsonWriter json, AttributeValue value)
    {
        // The alternative that is set is written even when it is zero: its presence is its type.
        json.BeginObject();
        switch (value)
        {
            case AttributeValue.Text text:
                json.Name("stringValue"u8);
                json.String(text.Value);
                break;
            case AttributeValue.Integer integer:
                json.Name("intValue"u8);
                json.LongString(integer.Value);
                break;
            case AttributeValue.Real real:
                json.Name("doubleValue"u8);
                json.Double(real.Value);
                break;
            case AttributeValue.Boolean boolean:
                json.Name("boolValue"u8);
                json.Boolean(boolean.Value);
                break;
            case AttributeValue.Array array:
                json.Name("arrayValue"u8);
                json.BeginObject();
                if (array.Values.Count > 0)
                {
                    json.Name("values"u8);
                    json.BeginArray();
                    foreach (var element in array.Values)
                        WriteValue(json, element);
                    json.EndArray();
                }

                json.EndObject();
                break;
        }

        json.EndObject();
    }

    private static void WriteServiceStats(TempoJsonWriter json, IReadOnlyDictionary<string, ServiceStats> services)
    {
        if (services.Count == 0)
            return;

        json.Name("serviceStats"u8);
        json.BeginObject();
        foreach (var (service, stats) in services.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.Name(service);
            json.BeginObject();
            WriteNumber(json, "spanCount"u8, (uint)stats.SpanCount);
            WriteNumber(json, "errorCount"u8, (uint)stats.ErrorCount);
            json.EndObject();
        }

        json.EndObject();
    }

    /// <summary>Writes what a search took.</summary>
    public static void WriteSearchMetrics(TempoJsonWriter json, QueryMetrics metrics)
    {
        json.BeginObject();
        WriteNumber(json, "inspectedTraces"u8, (uint)metrics.InspectedTraces);
        WriteLong(json, "inspectedBytes"u8, metrics.InspectedBytes);
        WriteNumber(json, "totalBlocks"u8, (uint)metrics.TotalBlocks);
        WriteNumber(json, "completedJobs"u8, (uint)metrics.CompletedJobs);
        WriteNumber(json, "totalJobs"u8, (uint)metrics.TotalJobs);
        WriteLong(json, "totalBlockBytes"u8, metrics.TotalBlockBytes);
        WriteLong(json, "inspectedSpans"u8, metrics.InspectedSpans);
        json.EndObject();
    }

    private static void WriteMetadataMetrics(TempoJsonWriter json, QueryMetrics metrics)
    {
        json.BeginObject();
        WriteLong(json, "inspectedBytes"u8, metrics.InspectedBytes);
        WriteNumber(json, "totalJobs"u8, (uint)metrics.TotalJobs);
        WriteNumber(json, "completedJobs"u8, (uint)metrics.CompletedJobs);
        WriteNumber(json, "totalBlocks"u8, (uint)metrics.TotalBlocks);
        WriteLong(json, "totalBlockBytes"u8, metrics.TotalBlockBytes);
        json.EndObject();
    }

    private static void WriteStrings(TempoJsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        json.Name(name);
        json.BeginArray();
        foreach (var value in values)
            json.String(value);
        json.EndArray();
    }

    private static void WriteText(TempoJsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        json.Name(name);
        json.String(value);
    }

    private static void WriteNumber(TempoJsonWriter json, ReadOnlySpan<byte> name, uint value)
    {
        if (value == 0)
            return;
        json.Name(name);
        json.Number(value);
    }

    /// <summary>Writes a 64-bit number unless it is zero.</summary>
    public static void WriteLong(TempoJsonWriter json, ReadOnlySpan<byte> name, ulong value)
    {
        if (value == 0)
            return;
        json.Name(name);
        json.LongString(value);
    }
}
