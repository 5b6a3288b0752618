using System.Buffers;
using BenchmarkDotNet.Attributes;
using Vivace.Otlp.Json;
using Vivace.Otlp.Wire;

namespace Vivace.Benchmarks.Otlp;

/// <summary>OTLP/JSON per span: what a browser's exporter costs, and what a trace as JSON costs.</summary>
[MemoryDiagnoser]
public class OtlpJsonBenchmarks : IDisposable
{
    private readonly ArrayBufferWriter<byte> _json = new(1 << 20);
    private readonly ProtoWriter _protobuf = new(1 << 20);
    private byte[][] _requests = [];
    private byte[][] _jsonRequests = [];

    [GlobalSetup]
    public void MakeRequests()
    {
        _requests = CorpusRequests.Make();
        _jsonRequests = Array.ConvertAll(_requests, request =>
        {
            var json = new ArrayBufferWriter<byte>();
            OtlpTraceJson.Write(request, json);
            return json.WrittenSpan.ToArray();
        });
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _protobuf.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = CorpusRequests.SpanCount)]
    public int ProtobufToJson()
    {
        var bytes = 0;
        foreach (var request in _requests)
        {
            _json.ResetWrittenCount();
            OtlpTraceJson.Write(request, _json);
            bytes += _json.WrittenCount;
        }

        return bytes;
    }

    [Benchmark(OperationsPerInvoke = CorpusRequests.SpanCount)]
    public int JsonToProtobuf()
    {
        var bytes = 0;
        foreach (var request in _jsonRequests)
        {
            _protobuf.Clear();
            OtlpJsonReader.Read(request, _protobuf);
            bytes += _protobuf.Length;
        }

        return bytes;
    }
}
