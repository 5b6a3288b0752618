using System.Text;
using F = Vivace.Otlp.OtlpFields;

namespace Vivace.Otlp.Json;

/// <summary>The trace messages of OTLP with their JSON names (opentelemetry-proto 1.x).</summary>
internal static class OtlpJsonSchema
{
    private static readonly JsonMessage AnyValue = new();
    private static readonly JsonMessage KeyValue = new();

    static OtlpJsonSchema()
    {
        var arrayValue = Message(Repeated(F.ListValues, "values", AnyValue));
        var keyValueList = Message(Repeated(F.ListValues, "values", KeyValue));
        AnyValue.Define(
            new(F.AnyValue.String, "stringValue", JsonKind.Text) { IsAlternative = true },
            new(F.AnyValue.Bool, "boolValue", JsonKind.Bool) { IsAlternative = true },
            new(F.AnyValue.Int, "intValue", JsonKind.Int64) { IsAlternative = true },
            new(F.AnyValue.Double, "doubleValue", JsonKind.Double) { IsAlternative = true },
            new(F.AnyValue.Array, "arrayValue", JsonKind.Message) { IsAlternative = true, Message = arrayValue },
            new(F.AnyValue.KeyValueList, "kvlistValue", JsonKind.Message) { IsAlternative = true, Message = keyValueList },
            new(F.AnyValue.Bytes, "bytesValue", JsonKind.Bytes) { IsAlternative = true });
        KeyValue.Define(
            new(F.KeyValue.Key, "key", JsonKind.Text),
            Single(F.KeyValue.Value, "value", AnyValue));

        var spanEvent = Message(
            new(F.Event.TimeUnixNano, "timeUnixNano", JsonKind.Fixed64),
            new(F.Event.Name, "name", JsonKind.Text),
            Repeated(F.Event.Attributes, "attributes", KeyValue),
            new(F.Event.DroppedAttributesCount, "droppedAttributesCount", JsonKind.UInt32));
        var link = Message(
            new(F.Link.TraceId, "traceId", JsonKind.Id),
            new(F.Link.SpanId, "spanId", JsonKind.Id),
            new(F.Link.TraceState, "traceState", JsonKind.Text),
            Repeated(F.Link.Attributes, "attributes", KeyValue),
            new(F.Link.DroppedAttributesCount, "droppedAttributesCount", JsonKind.UInt32),
            new(F.Link.Flags, "flags", JsonKind.Fixed32));
        var status = Message(
            new(F.Status.Message, "message", JsonKind.Text),
            new(F.Status.Code, "code", JsonKind.Enum)
            {
                EnumNames = Names("STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"),
            });
        var span = Message(
            new(F.Span.TraceId, "traceId", JsonKind.Id),
            new(F.Span.SpanId, "spanId", JsonKind.Id),
            new(F.Span.TraceState, "traceState", JsonKind.Text),
            new(F.Span.ParentSpanId, "parentSpanId", JsonKind.Id),
            new(F.Span.Name, "name", JsonKind.Text),
            new(F.Span.Kind, "kind", JsonKind.Enum)
            {
                EnumNames = Names(
                    "SPAN_KIND_UNSPECIFIED",
                    "SPAN_KIND_INTERNAL",
                    "SPAN_KIND_SERVER",
                    "SPAN_KIND_CLIENT",
                    "SPAN_KIND_PRODUCER",
                    "SPAN_KIND_CONSUMER"),
            },
            new(F.Span.StartTimeUnixNano, "startTimeUnixNano", JsonKind.Fixed64),
            new(F.Span.EndTimeUnixNano, "endTimeUnixNano", JsonKind.Fixed64),
            Repeated(F.Span.Attributes, "attributes", KeyValue),
            new(F.Span.DroppedAttributesCount, "droppedAttributesCount", JsonKind.UInt32),
            Repeated(F.Span.Events, "events", spanEvent),
            new(F.Span.DroppedEventsCount, "droppedEventsCount", JsonKind.UInt32),
            Repeated(F.Span.Links, "links", link),
            new(F.Span.DroppedLinksCount, "droppedLinksCount", JsonKind.UInt32),
            new(F.Span.Status, "status", JsonKind.Message) { Message = status, TempoWritesEmpty = true },
            new(F.Span.Flags, "flags", JsonKind.Fixed32));
        var scope = Message(
            new(F.Scope.Name, "name", JsonKind.Text),
            new(F.Scope.Version, "version", JsonKind.Text),
            Repeated(F.Scope.Attributes, "attributes", KeyValue),
            new(F.Scope.DroppedAttributesCount, "droppedAttributesCount", JsonKind.UInt32));
        var scopeSpans = Message(
            Single(F.ScopeSpans.Scope, "scope", scope),
            Repeated(F.ScopeSpans.Spans, "spans", span),
            new(F.ScopeSpans.SchemaUrl, "schemaUrl", JsonKind.Text));
        var resource = Message(
            Repeated(F.Resource.Attributes, "attributes", KeyValue),
            new(F.Resource.DroppedAttributesCount, "droppedAttributesCount", JsonKind.UInt32));
        var resourceSpans = Message(
            Single(F.ResourceSpans.Resource, "resource", resource),
            Repeated(F.ResourceSpans.ScopeSpans, "scopeSpans", scopeSpans),
            new(F.ResourceSpans.SchemaUrl, "schemaUrl", JsonKind.Text));
        Request = Message(Repeated(F.RequestResourceSpans, "resourceSpans", resourceSpans));
        TempoBatches = Message(Repeated(F.RequestResourceSpans, "batches", resourceSpans));
    }

    /// <summary><c>ExportTraceServiceRequest</c> and <c>TracesData</c>.</summary>
    public static JsonMessage Request { get; }

    /// <summary>The same with the member's name in version 1 of Tempo's trace by id.</summary>
    public static JsonMessage TempoBatches { get; }

    private static JsonMessage Message(params JsonField[] fields)
    {
        var message = new JsonMessage();
        message.Define(fields);
        return message;
    }

    private static JsonField Single(int number, string name, JsonMessage message) =>
        new(number, name, JsonKind.Message) { Message = message };

    private static JsonField Repeated(int number, string name, JsonMessage message) =>
        new(number, name, JsonKind.Message) { Message = message, IsRepeated = true };

    private static byte[][] Names(params string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];
}
