using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Vivace.LoadTest.Corpus;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.LoadTest.Stress;

/// <summary>Makes the requests of a shape: spans that are alike but for what the shape is about.</summary>
/// <param name="spans">How many in all.</param>
/// <param name="spansPerRequest">How many in a request.</param>
internal sealed class StressSpans(int spans, int spansPerRequest)
{
    private const int KindServer = 2;
    private static readonly byte[] Resource = EncodeResource();
    private static readonly byte[] Name = Encoding.UTF8.GetBytes("work");

    private readonly byte[] _traceId = new byte[16];
    private readonly byte[] _spanId = new byte[8];
    private readonly byte[] _parentId = new byte[8];

    /// <summary>The number of a span's trace; the spans of one follow each other, the first is the root.</summary>
    public Func<int, int> TraceOf { get; init; } = static span => span / 10;

    /// <summary>When a span starts, in Unix nanoseconds.</summary>
    public required Func<int, ulong> StartOf { get; init; }

    /// <summary>Writes a span's attributes.</summary>
    public Action<ProtoWriter, int> WriteAttributes { get; init; } = static (_, _) => { };

    /// <summary>The requests, made as they are asked for.</summary>
    public IEnumerable<ExportRequest> Requests()
    {
        using var request = new ProtoWriter(1 << 20);
        var rootOfTrace = (Trace: -1, Span: -1);
        for (var first = 0; first < spans; first += spansPerRequest)
        {
            var count = Math.Min(spansPerRequest, spans - first);
            request.Clear();
            var resourceSpans = request.BeginMessage(OtlpFields.RequestResourceSpans);
            request.WriteBytes(OtlpFields.ResourceSpans.Resource, Resource);
            var scopeSpans = request.BeginMessage(OtlpFields.ResourceSpans.ScopeSpans);
            for (var span = first; span < first + count; span++)
            {
                if (TraceOf(span) != rootOfTrace.Trace)
                    rootOfTrace = (TraceOf(span), span);
                Write(request, span, rootOfTrace.Span);
            }

            request.EndMessage(scopeSpans);
            request.EndMessage(resourceSpans);
            yield return ExportRequest.Of(request.Written, count);
        }
    }

    private void Write(ProtoWriter writer, int span, int root)
    {
        const ulong DurationNanoseconds = 1_000_000;
        BinaryPrimitives.WriteUInt64BigEndian(_traceId, 0x5EED_0000_0000_0001);
        BinaryPrimitives.WriteInt64BigEndian(_traceId.AsSpan(8), TraceOf(span) + 1);
        BinaryPrimitives.WriteInt64BigEndian(_spanId, span + 1);
        BinaryPrimitives.WriteInt64BigEndian(_parentId, root + 1);
        var start = StartOf(span);
        var message = writer.BeginMessage(OtlpFields.ScopeSpans.Spans);
        writer.WriteBytes(OtlpFields.Span.TraceId, _traceId);
        writer.WriteBytes(OtlpFields.Span.SpanId, _spanId);
        if (span != root)
            writer.WriteBytes(OtlpFields.Span.ParentSpanId, _parentId);
        writer.WriteBytes(OtlpFields.Span.Name, Name);
        writer.WriteVarint(OtlpFields.Span.Kind, KindServer);
        writer.WriteFixed64(OtlpFields.Span.StartTimeUnixNano, start);
        writer.WriteFixed64(OtlpFields.Span.EndTimeUnixNano, start + DurationNanoseconds);
        WriteAttributes(writer, span);
        writer.EndMessage(message);
    }

    /// <summary>A trace id as the query API takes it.</summary>
    public static string TraceIdText(int trace) =>
        string.Create(CultureInfo.InvariantCulture, $"5eed000000000001{trace + 1:x16}");

    private static byte[] EncodeResource()
    {
        using var writer = new ProtoWriter();
        EncodedAttribute.Write(writer, "service.name"u8, "stress"u8, OtlpFields.Resource.Attributes);
        return writer.Written.ToArray();
    }
}
