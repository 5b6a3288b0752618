using Vivace.Core;
using Vivace.Otlp;
using Vivace.Otlp.Wire;
using Vivace.Store;

namespace Vivace.Server.Api;

/// <summary>Answers as the protobuf messages of package <c>tempopb</c>; proto3, so zero values are left out.</summary>
/// <remarks>Field numbers: docs/http-api.md, "Protobuf". The JSON twin is <see cref="TempoJson"/>; keep both in step.</remarks>
internal static class TempoProto
{
    private const ulong Partial = 1; // PartialStatus.PARTIAL

    /// <summary>Writes <c>TraceByIDResponse</c>.</summary>
    /// <param name="proto">Takes the message.</param>
    /// <param name="tracesData">The trace, which is OTLP's <c>TracesData</c> and Tempo's <c>Trace</c> alike.</param>
    /// <param name="inspectedBytes">What the lookup read.</param>
    /// <param name="partialReason">Why it is incomplete; null when complete.</param>
    public static void WriteTraceById(
        ProtoWriter proto, ReadOnlySpan<byte> tracesData, ulong inspectedBytes, string? partialReason)
    {
        var trace = proto.BeginMessage(1);
        proto.WriteRaw(tracesData);
        proto.EndMessage(trace);
        var metrics = proto.BeginMessage(2);
        Number(proto, 1, inspectedBytes);
        proto.EndMessage(metrics);
        WritePartial(proto, partialReason);
    }

    /// <summary>Writes <c>SearchResponse</c>.</summary>
    /// <param name="proto">Takes the message.</param>
    /// <param name="result">What was found.</param>
    /// <param name="withSpansets">False for the old search by tags.</param>
    public static void WriteSearch(ProtoWriter proto, SearchResult result, bool withSpansets)
    {
        foreach (var trace in result.Traces)
            WriteTrace(proto, trace, withSpansets);
        WriteSearchMetrics(proto, result.Metrics);
        WritePartial(proto, result.PartialReason);
    }

    /// <summary>Writes the <c>metrics</c> of a search or of a metrics query.</summary>
    public static void WriteSearchMetrics(ProtoWriter proto, QueryMetrics metrics)
    {
        var mark = proto.BeginMessage(2);
        Number(proto, 1, (uint)metrics.InspectedTraces);
        Number(proto, 2, metrics.InspectedBytes);
        Number(proto, 3, (uint)metrics.TotalBlocks);
        Number(proto, 4, (uint)metrics.CompletedJobs);
        Number(proto, 5, (uint)metrics.TotalJobs);
        Number(proto, 6, metrics.TotalBlockBytes);
        Number(proto, 7, metrics.InspectedSpans);
        proto.EndMessage(mark);
    }

    /// <summary>Writes <c>SearchTagsResponse</c> or <c>SearchTagValuesResponse</c>, which are alike on the wire.</summary>
    public static void WriteStrings(ProtoWriter proto, IEnumerable<string> texts, QueryMetrics metrics)
    {
        foreach (var text in texts)
            proto.WriteString(1, text);
        WriteMetadataMetrics(proto, metrics);
    }

    /// <summary>Writes <c>SearchTagsV2Response</c>.</summary>
    public static void WriteTagScopes(
        ProtoWriter proto, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> scopes, QueryMetrics metrics)
    {
        foreach (var (scope, names) in scopes)
            WriteTagScope(proto, scope, names);
        WriteMetadataMetrics(proto, metrics);
    }

    /// <summary>Writes one of the <c>scopes</c> of <c>SearchTagsV2Response</c>.</summary>
    public static void WriteTagScope(ProtoWriter proto, string scope, IEnumerable<string> names)
    {
        var mark = proto.BeginMessage(1);
        Text(proto, 1, scope);
        foreach (var name in names)
            proto.WriteString(2, name);
        proto.EndMessage(mark);
    }

    /// <summary>Writes <c>SearchTagValuesV2Response</c>.</summary>
    public static void WriteTypedTagValues(ProtoWriter proto, IEnumerable<TagValue> values, QueryMetrics metrics)
    {
        foreach (var value in values)
            WriteTypedTagValue(proto, value);
        WriteMetadataMetrics(proto, metrics);
    }

    /// <summary>Writes one of the <c>tagValues</c> of <c>SearchTagValuesV2Response</c>.</summary>
    public static void WriteTypedTagValue(ProtoWriter proto, TagValue value)
    {
        var mark = proto.BeginMessage(1);
        Text(proto, 1, TempoJson.NameOf(value.Type));
        Text(proto, 2, value.Value);
        proto.EndMessage(mark);
    }

    /// <summary>Writes one of the <c>traces</c> of <c>SearchResponse</c>.</summary>
    public static void WriteTrace(ProtoWriter proto, TraceSummary trace, bool withSpansets)
    {
        var mark = proto.BeginMessage(1);
        WriteSummary(proto, trace, withSpansets);
        proto.EndMessage(mark);
    }

    private static void WriteSummary(ProtoWriter proto, TraceSummary trace, bool withSpansets)
    {
        Text(proto, 1, trace.TraceId.ToTrimmedHex());
        Text(proto, 2, string.IsNullOrEmpty(trace.RootServiceName) ? TempoJson.RootNotReceived : trace.RootServiceName);
        Text(proto, 3, trace.RootTraceName);
        Number(proto, 4, trace.StartUnixNanoseconds);
        Number(proto, 5, TempoJson.DurationMilliseconds(trace));
        if (!withSpansets)
            return;

        if (trace.Spansets.Count > 0)
            WriteSpanset(proto, 6, trace.Spansets[0]);
        foreach (var spanset in trace.Spansets)
            WriteSpanset(proto, 7, spanset);
        foreach (var (service, stats) in trace.ServiceStats.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var entry = proto.BeginMessage(8);
            proto.WriteString(1, service);
            var value = proto.BeginMessage(2);
            Number(proto, 1, (uint)stats.SpanCount);
            Number(proto, 2, (uint)stats.ErrorCount);
            proto.EndMessage(value);
            proto.EndMessage(entry);
        }
    }

    private static void WriteSpanset(ProtoWriter proto, int field, Spanset spanset)
    {
        var mark = proto.BeginMessage(field);
        foreach (var span in spanset.Spans)
        {
            var spanMark = proto.BeginMessage(1);
            Text(proto, 1, SpanIdText.Of(span.SpanId));
            Text(proto, 2, span.Name);
            Number(proto, 3, span.StartUnixNanoseconds);
            Number(proto, 4, span.DurationNanoseconds);
            WriteAttributes(proto, 5, span.Attributes);
            proto.EndMessage(spanMark);
        }

        Number(proto, 2, (uint)spanset.Matched);
        WriteAttributes(proto, 3, spanset.Attributes);
        proto.EndMessage(mark);
    }

    /// <summary>Writes a list of attributes.</summary>
    public static void WriteAttributes(
        ProtoWriter proto, int field, IReadOnlyList<KeyValuePair<string, AttributeValue>> attributes)
    {
        foreach (var (key, value) in attributes)
        {
            var mark = proto.BeginMessage(field);
            Text(proto, OtlpFields.KeyValue.Key, key);
            WriteValue(proto, OtlpFields.KeyValue.Value, value);
            proto.EndMessage(mark);
        }
    }

    private static void WriteValue(ProtoWriter proto, int field, AttributeValue value)
    {
        var mark = proto.BeginMessage(field);
        switch (value)
        {
            case AttributeValue.Text text:
                proto.WriteString(OtlpFields.AnyValue.String, text.Value);
                break;
            case AttributeValue.Integer integer:
                proto.WriteVarint(OtlpFields.AnyValue.Int, (ulong)integer.Value);
                break;
            case AttributeValue.Real real:
                proto.WriteDouble(OtlpFields.AnyValue.Double, real.Value);
                break;
            case AttributeValue.Boolean boolean:
                proto.WriteVarint(OtlpFields.AnyValue.Bool, boolean.Value ? 1UL : 0);
                break;
            case AttributeValue.Array array:
                var list = proto.BeginMessage(OtlpFields.AnyValue.Array);
                foreach (var element in array.Values)
                    WriteValue(proto, 1, element);
                proto.EndMessage(list);
                break;
        }

        proto.EndMessage(mark);
    }

    /// <summary>Writes the <c>metrics</c> of names and values.</summary>
    public static void WriteMetadataMetrics(ProtoWriter proto, QueryMetrics metrics)
    {
        var mark = proto.BeginMessage(2);
        Number(proto, 1, metrics.InspectedBytes);
        Number(proto, 2, (uint)metrics.TotalJobs);
        Number(proto, 3, (uint)metrics.CompletedJobs);
        Number(proto, 4, (uint)metrics.TotalBlocks);
        Number(proto, 5, metrics.TotalBlockBytes);
        proto.EndMessage(mark);
    }

    /// <summary>Writes <c>status</c> and <c>message</c> of an answer that is not whole.</summary>
    public static void WritePartial(ProtoWriter proto, string? reason)
    {
        if (reason is null)
            return;
        proto.WriteVarint(3, Partial);
        Text(proto, 4, reason);
    }

    private static void Number(ProtoWriter proto, int field, ulong value)
    {
        if (value != 0)
            proto.WriteVarint(field, value);
    }

    private static void Text(ProtoWriter proto, int field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            proto.WriteString(field, value);
    }
}
