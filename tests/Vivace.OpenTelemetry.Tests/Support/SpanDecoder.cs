using System.Text;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.OpenTelemetry.Tests.Support;

/// <summary>Reads requests with Vivace's own reader of the wire.</summary>
internal static class SpanDecoder
{
    public static List<ReceivedSpan> Decode(ReadOnlySpan<byte> request)
    {
        var spans = new List<ReceivedSpan>();
        var reader = new ProtoReader(request);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.RequestResourceSpans)
                ReadResourceSpans(reader.ReadBytes(), spans);
            else
                reader.Skip(field, wireType);
        }

        return spans;
    }

    private static void ReadResourceSpans(ReadOnlySpan<byte> message, List<ReceivedSpan> spans)
    {
        var resource = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.ResourceSpans.Resource)
                ReadAttributes(reader.ReadBytes(), resource);
            else if (field == OtlpFields.ResourceSpans.ScopeSpans)
                ReadScopeSpans(reader.ReadBytes(), resource, spans);
            else
                reader.Skip(field, wireType);
        }
    }

    private static void ReadScopeSpans(ReadOnlySpan<byte> message, Dictionary<string, string> resource, List<ReceivedSpan> spans)
    {
        var source = string.Empty;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.ScopeSpans.Scope)
                source = Text(reader.ReadBytes(), OtlpFields.Scope.Name);
            else if (field == OtlpFields.ScopeSpans.Spans)
                spans.Add(ReadSpan(reader.ReadBytes(), source, resource));
            else
                reader.Skip(field, wireType);
        }
    }

    private static ReceivedSpan ReadSpan(ReadOnlySpan<byte> message, string source, Dictionary<string, string> resource)
    {
        string trace = "", id = "", parent = "", name = "";
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case OtlpFields.Span.TraceId:
                    trace = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                case OtlpFields.Span.SpanId:
                    id = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                case OtlpFields.Span.ParentSpanId:
                    parent = Convert.ToHexStringLower(reader.ReadBytes());
                    break;
                case OtlpFields.Span.Name:
                    name = Encoding.UTF8.GetString(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(field, wireType);
                    break;
            }
        }

        return new ReceivedSpan(trace, id, parent, name, source, resource);
    }

    private static void ReadAttributes(ReadOnlySpan<byte> message, Dictionary<string, string> attributes)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == OtlpFields.Resource.Attributes)
            {
                var pair = reader.ReadBytes();
                attributes[Text(pair, OtlpFields.KeyValue.Key)] = Text(Field(pair, OtlpFields.KeyValue.Value), OtlpFields.AnyValue.String);
            }
            else
            {
                reader.Skip(field, wireType);
            }
        }
    }

    private static string Text(ReadOnlySpan<byte> message, int wanted) => Encoding.UTF8.GetString(Field(message, wanted));

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, int wanted)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == wanted && wireType == WireType.LengthDelimited)
                return reader.ReadBytes();

            reader.Skip(field, wireType);
        }

        return default;
    }
}
