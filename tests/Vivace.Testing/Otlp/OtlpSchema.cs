using F = Vivace.Otlp.OtlpFields;

namespace Vivace.Testing.Otlp;

public enum FieldKind
{
    Text,
    Bytes,
    UInt32,
    Enum,
    Bool,
    Int64,
    Double,
    Fixed64,
    Fixed32,
    Message,
}

/// <summary>One field of a message.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name in the definition.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Repeated">Whether every occurrence counts; else the last one does.</param>
/// <param name="Alternative">Whether it is one of a <c>oneof</c>: kept even when zero, and setting it unsets the others.</param>
/// <param name="Message">The embedded message.</param>
public sealed record OtlpField(
    int Number, string Name, FieldKind Kind, bool Repeated = false, bool Alternative = false, Func<OtlpSchema>? Message = null);

/// <summary>The definition of a message, for canonical forms and readable dumps. Written down apart from the product's
/// readers, so that a test that compares by it does not repeat their mistakes.</summary>
public sealed class OtlpSchema
{
    private readonly Dictionary<int, OtlpField> _byNumber;

    private OtlpSchema(params OtlpField[] fields)
    {
        Fields = fields;
        _byNumber = fields.ToDictionary(f => f.Number);
    }

    public IReadOnlyList<OtlpField> Fields { get; }

    public OtlpField? Find(int number) => _byNumber.GetValueOrDefault(number);

    public static OtlpSchema AnyValue { get; } = new(
        new(F.AnyValue.String, "string_value", FieldKind.Text, Alternative: true),
        new(F.AnyValue.Bool, "bool_value", FieldKind.Bool, Alternative: true),
        new(F.AnyValue.Int, "int_value", FieldKind.Int64, Alternative: true),
        new(F.AnyValue.Double, "double_value", FieldKind.Double, Alternative: true),
        new(F.AnyValue.Array, "array_value", FieldKind.Message, Alternative: true, Message: () => ArrayValue!),
        new(F.AnyValue.KeyValueList, "kvlist_value", FieldKind.Message, Alternative: true, Message: () => KeyValueList!),
        new(F.AnyValue.Bytes, "bytes_value", FieldKind.Bytes, Alternative: true));

    public static OtlpSchema KeyValue { get; } = new(
        new(F.KeyValue.Key, "key", FieldKind.Text),
        new(F.KeyValue.Value, "value", FieldKind.Message, Message: () => AnyValue));

    public static OtlpSchema ArrayValue { get; } = new(
        new OtlpField(F.ListValues, "values", FieldKind.Message, Repeated: true, Message: () => AnyValue));

    public static OtlpSchema KeyValueList { get; } = new(
        new OtlpField(F.ListValues, "values", FieldKind.Message, Repeated: true, Message: () => KeyValue));

    public static OtlpSchema Event { get; } = new(
        new(F.Event.TimeUnixNano, "time_unix_nano", FieldKind.Fixed64),
        new(F.Event.Name, "name", FieldKind.Text),
        Attributes(F.Event.Attributes),
        new(F.Event.DroppedAttributesCount, "dropped_attributes_count", FieldKind.UInt32));

    public static OtlpSchema Link { get; } = new(
        new(F.Link.TraceId, "trace_id", FieldKind.Bytes),
        new(F.Link.SpanId, "span_id", FieldKind.Bytes),
        new(F.Link.TraceState, "trace_state", FieldKind.Text),
        Attributes(F.Link.Attributes),
        new(F.Link.DroppedAttributesCount, "dropped_attributes_count", FieldKind.UInt32),
        new(F.Link.Flags, "flags", FieldKind.Fixed32));

    public static OtlpSchema Status { get; } = new(
        new(F.Status.Message, "message", FieldKind.Text),
        new(F.Status.Code, "code", FieldKind.Enum));

    public static OtlpSchema Span { get; } = new(
        new(F.Span.TraceId, "trace_id", FieldKind.Bytes),
        new(F.Span.SpanId, "span_id", FieldKind.Bytes),
        new(F.Span.TraceState, "trace_state", FieldKind.Text),
        new(F.Span.ParentSpanId, "parent_span_id", FieldKind.Bytes),
        new(F.Span.Name, "name", FieldKind.Text),
        new(F.Span.Kind, "kind", FieldKind.Enum),
        new(F.Span.StartTimeUnixNano, "start_time_unix_nano", FieldKind.Fixed64),
        new(F.Span.EndTimeUnixNano, "end_time_unix_nano", FieldKind.Fixed64),
        Attributes(F.Span.Attributes),
        new(F.Span.DroppedAttributesCount, "dropped_attributes_count", FieldKind.UInt32),
        new(F.Span.Events, "events", FieldKind.Message, Repeated: true, Message: () => Event),
        new(F.Span.DroppedEventsCount, "dropped_events_count", FieldKind.UInt32),
        new(F.Span.Links, "links", FieldKind.Message, Repeated: true, Message: () => Link),
        new(F.Span.DroppedLinksCount, "dropped_links_count", FieldKind.UInt32),
        new(F.Span.Status, "status", FieldKind.Message, Message: () => Status),
        new(F.Span.Flags, "flags", FieldKind.Fixed32));

    public static OtlpSchema Scope { get; } = new(
        new(F.Scope.Name, "name", FieldKind.Text),
        new(F.Scope.Version, "version", FieldKind.Text),
        Attributes(F.Scope.Attributes),
        new(F.Scope.DroppedAttributesCount, "dropped_attributes_count", FieldKind.UInt32));

    public static OtlpSchema ScopeSpans { get; } = new(
        new(F.ScopeSpans.Scope, "scope", FieldKind.Message, Message: () => Scope),
        new(F.ScopeSpans.Spans, "spans", FieldKind.Message, Repeated: true, Message: () => Span),
        new(F.ScopeSpans.SchemaUrl, "schema_url", FieldKind.Text));

    public static OtlpSchema Resource { get; } = new(
        Attributes(F.Resource.Attributes),
        new(F.Resource.DroppedAttributesCount, "dropped_attributes_count", FieldKind.UInt32));

    public static OtlpSchema ResourceSpans { get; } = new(
        new(F.ResourceSpans.Resource, "resource", FieldKind.Message, Message: () => Resource),
        new(F.ResourceSpans.ScopeSpans, "scope_spans", FieldKind.Message, Repeated: true, Message: () => ScopeSpans),
        new(F.ResourceSpans.SchemaUrl, "schema_url", FieldKind.Text));

    public static OtlpSchema Request { get; } = new(
        new OtlpField(F.RequestResourceSpans, "resource_spans", FieldKind.Message, Repeated: true, Message: () => ResourceSpans));

    private static OtlpField Attributes(int number) =>
        new(number, "attributes", FieldKind.Message, Repeated: true, Message: () => KeyValue);
}
