using BenchmarkDotNet.Attributes;
using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.Benchmarks.Otlp;

/// <summary>What reading protobuf costs per span before anything is done with it: the floor under every decoder.</summary>
[MemoryDiagnoser]
public class ProtoReaderBenchmarks
{
    private byte[][] _requests = [];

    [GlobalSetup]
    public void MakeRequests() => _requests = CorpusRequests.Make();

    /// <summary>The fields of each span; attributes and events are stepped over.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = CorpusRequests.SpanCount)]
    public long FieldsOfSpans()
    {
        var sum = 0L;
        foreach (var request in _requests)
            sum += Walk(new ProtoReader(request), depth: 4);
        return sum;
    }

    /// <summary>Every field down to keys and values of attributes.</summary>
    [Benchmark(OperationsPerInvoke = CorpusRequests.SpanCount)]
    public long FieldsOfAttributes()
    {
        var sum = 0L;
        foreach (var request in _requests)
            sum += WalkWithAttributes(new ProtoReader(request), depth: 0);
        return sum;
    }

    private static long Walk(ProtoReader reader, int depth)
    {
        var fields = 0L;
        while (reader.TryReadTag(out var field, out var wireType))
        {
            fields++;
            // Request 1, ResourceSpans 2 and ScopeSpans 2 hold what is to be entered.
            var enter = wireType == WireType.LengthDelimited && depth > 1
                && field == (depth == 4 ? OtlpFields.RequestResourceSpans : OtlpFields.ScopeSpans.Spans);
            if (enter)
                fields += Walk(reader.ReadMessage(), depth - 1);
            else
                reader.Skip(field, wireType);
        }

        return fields;
    }

    private static long WalkWithAttributes(ProtoReader reader, int depth)
    {
        const int RequestDepth = 0;
        const int SpanDepth = 3;
        const int AttributeDepth = 4;
        const int EventDepth = 5;
        var fields = 0L;
        while (reader.TryReadTag(out var field, out var wireType))
        {
            fields++;
            var inner = (depth, field) switch
            {
                (RequestDepth, OtlpFields.RequestResourceSpans) => 1,
                (1, OtlpFields.ResourceSpans.ScopeSpans) => 2,
                (2, OtlpFields.ScopeSpans.Spans) => SpanDepth,
                (SpanDepth, OtlpFields.Span.Attributes) => AttributeDepth,
                (SpanDepth, OtlpFields.Span.Events) => EventDepth,
                (AttributeDepth, OtlpFields.KeyValue.Value) => int.MaxValue,
                (EventDepth, OtlpFields.Event.Attributes) => AttributeDepth,
                _ => -1,
            };
            if (inner >= 0 && wireType == WireType.LengthDelimited)
                fields += WalkWithAttributes(reader.ReadMessage(), inner);
            else
                reader.Skip(field, wireType);
        }

        return fields;
    }
}
