using System.Globalization;
using System.Text.Json.Nodes;
using Vivace.Testing.Otlp;

namespace Vivace.Otlp.Tests.Json;

/// <summary>Tempo's JSON of the model, written the plain way; the definition that the fast writer is compared with.</summary>
internal static class NaiveTempoJson
{
    private static readonly string[] Kinds =
    [
        "SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER",
        "SPAN_KIND_CONSUMER",
    ];

    private static readonly string[] Codes = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];

    public static JsonObject Of(OtlpRequest request, string listName)
    {
        var root = new JsonObject();
        List(root, listName, request.ResourceSpans, Of);
        return root;
    }

    private static JsonObject Of(OtlpResourceSpans value)
    {
        var json = new JsonObject();
        if (value.Resource is { } resource)
            json["resource"] = WithAttributes(new(), resource.Attributes, resource.DroppedAttributesCount);
        List(json, "scopeSpans", value.ScopeSpans, Of);
        Text(json, "schemaUrl", value.SchemaUrl);
        return json;
    }

    private static JsonObject Of(OtlpScopeSpans value)
    {
        var json = new JsonObject();
        if (value.Scope is { } scope)
        {
            var inner = new JsonObject();
            Text(inner, "name", scope.Name);
            Text(inner, "version", scope.Version);
            json["scope"] = WithAttributes(inner, scope.Attributes, scope.DroppedAttributesCount);
        }

        List(json, "spans", value.Spans, Of);
        Text(json, "schemaUrl", value.SchemaUrl);
        return json;
    }

    private static JsonObject Of(OtlpSpan span)
    {
        var json = new JsonObject();
        Bytes(json, "traceId", span.TraceId);
        Bytes(json, "spanId", span.SpanId);
        Text(json, "traceState", span.TraceState);
        Bytes(json, "parentSpanId", span.ParentSpanId);
        Text(json, "name", span.Name);
        Enum(json, "kind", span.Kind, Kinds);
        Long(json, "startTimeUnixNano", span.StartTimeUnixNano);
        Long(json, "endTimeUnixNano", span.EndTimeUnixNano);
        WithAttributes(json, span.Attributes, span.DroppedAttributesCount);
        List(json, "events", span.Events, item =>
        {
            var inner = new JsonObject();
            Long(inner, "timeUnixNano", item.TimeUnixNano);
            Text(inner, "name", item.Name);
            return WithAttributes(inner, item.Attributes, item.DroppedAttributesCount);
        });
        Int(json, "droppedEventsCount", span.DroppedEventsCount);
        List(json, "links", span.Links, link =>
        {
            var inner = new JsonObject();
            Bytes(inner, "traceId", link.TraceId);
            Bytes(inner, "spanId", link.SpanId);
            Text(inner, "traceState", link.TraceState);
            WithAttributes(inner, link.Attributes, link.DroppedAttributesCount);
            Int(inner, "flags", link.Flags);
            return inner;
        });
        Int(json, "droppedLinksCount", span.DroppedLinksCount);
        var statusJson = new JsonObject(); // there even when no status was sent
        Text(statusJson, "message", span.Status?.Message ?? "");
        Enum(statusJson, "code", span.Status?.Code ?? 0, Codes);
        json["status"] = statusJson;

        Int(json, "flags", span.Flags);
        return json;
    }

    private static JsonObject WithAttributes(JsonObject json, IReadOnlyList<OtlpAttribute> attributes, uint dropped)
    {
        List(json, "attributes", attributes, Of);
        Int(json, "droppedAttributesCount", dropped);
        return json;
    }

    private static JsonObject Of(OtlpAttribute attribute)
    {
        var json = new JsonObject();
        Text(json, "key", attribute.Key);
        if (attribute.Value is not null)
            json["value"] = Of(attribute.Value);
        return json;
    }

    private static JsonObject Of(OtlpValue value) => value switch
    {
        OtlpValue.Text text => new() { ["stringValue"] = text.Value },
        OtlpValue.RawText text => new() { ["stringValue"] = System.Text.Encoding.UTF8.GetString(text.Value) },
        OtlpValue.Bool truth => new() { ["boolValue"] = truth.Value },
        OtlpValue.Int number => new() { ["intValue"] = number.Value.ToString(CultureInfo.InvariantCulture) },
        OtlpValue.Double { Value: var number } => new()
        {
            ["doubleValue"] = double.IsNaN(number) ? "NaN"
                : double.IsInfinity(number) ? (number > 0 ? "Infinity" : "-Infinity")
                : JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture)),
        },
        OtlpValue.Bytes bytes => new() { ["bytesValue"] = Convert.ToBase64String(bytes.Value) },
        OtlpValue.Array array => new() { ["arrayValue"] = Values(array.Values, Of) },
        OtlpValue.KeyValueList list => new() { ["kvlistValue"] = Values(list.Values, Of) },
        _ => [],
    };

    private static JsonObject Values<T>(IReadOnlyList<T> values, Func<T, JsonObject> write)
    {
        var json = new JsonObject();
        List(json, "values", values, write);
        return json;
    }

    private static void List<T>(JsonObject json, string name, IReadOnlyList<T> values, Func<T, JsonObject> write)
    {
        if (values.Count > 0)
            json[name] = new JsonArray([.. values.Select(write)]);
    }

    private static void Text(JsonObject json, string name, string value)
    {
        if (value.Length > 0)
            json[name] = value;
    }

    private static void Bytes(JsonObject json, string name, byte[] value)
    {
        if (value.Length > 0)
            json[name] = Convert.ToBase64String(value);
    }

    private static void Int(JsonObject json, string name, uint value)
    {
        if (value > 0)
            json[name] = value;
    }

    private static void Long(JsonObject json, string name, ulong value)
    {
        if (value > 0)
            json[name] = value.ToString(CultureInfo.InvariantCulture);
    }

    private static void Enum(JsonObject json, string name, int value, string[] names)
    {
        if (value != 0)
            json[name] = value > 0 && value < names.Length ? names[value] : value;
    }
}
