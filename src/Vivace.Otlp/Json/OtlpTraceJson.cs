using System.Buffers;

namespace Vivace.Otlp.Json;

/// <summary>Writes a trace as OTLP/JSON, which any OTLP/HTTP receiver takes: hexadecimal ids and numeric enums.</summary>
public static class OtlpTraceJson
{
    /// <summary>Writes <c>{"resourceSpans":[...]}</c>.</summary>
    /// <param name="tracesData">OTLP <c>TracesData</c> or <c>ExportTraceServiceRequest</c> in protobuf.</param>
    /// <param name="output">Receives UTF-8.</param>
    /// <exception cref="OtlpFormatException">The protobuf is malformed.</exception>
    public static void Write(ReadOnlySpan<byte> tracesData, IBufferWriter<byte> output)
    {
        var json = new JsonOutput(output);
        OtlpJsonWriter.Write(tracesData, OtlpJsonSchema.Request, ref json, hexIds: true);
        json.Flush();
    }
}
