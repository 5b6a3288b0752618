using System.Buffers;
using System.Text;

namespace Vivace.Otlp.Json;

/// <summary>Writes a trace the way Tempo's trace by id answers it: proto3 JSON with base64 ids and enum names.</summary>
public static class TempoTraceJson
{
    /// <summary>Writes version 1's answer: <c>{"batches":[...]}</c>.</summary>
    /// <param name="tracesData">OTLP <c>TracesData</c> in protobuf.</param>
    /// <param name="output">Receives UTF-8.</param>
    /// <exception cref="OtlpFormatException">The protobuf is malformed.</exception>
    public static void WriteBatches(ReadOnlySpan<byte> tracesData, IBufferWriter<byte> output)
    {
        var json = new JsonOutput(output);
        OtlpJsonWriter.Write(tracesData, OtlpJsonSchema.TempoBatches, ref json, hexIds: false);
        json.Flush();
    }

    /// <summary>Writes version 2's answer: <c>{"trace":{"resourceSpans":[...]},"metrics":{"inspectedBytes":"1"}}</c>.</summary>
    /// <param name="tracesData">OTLP <c>TracesData</c> in protobuf; empty for an unknown trace.</param>
    /// <param name="inspectedBytes">Bytes read to find it; left out when 0.</param>
    /// <param name="partialReason">When the trace is not whole: why. The answer then has <c>status</c> <c>PARTIAL</c>.</param>
    /// <param name="output">Receives UTF-8.</param>
    /// <exception cref="OtlpFormatException">The protobuf is malformed.</exception>
    public static void WriteTraceByIdResponse(
        ReadOnlySpan<byte> tracesData, ulong inspectedBytes, string? partialReason, IBufferWriter<byte> output)
    {
        var json = new JsonOutput(output);
        json.StartObject();
        json.Member("\"trace\":"u8);
        OtlpJsonWriter.Write(tracesData, OtlpJsonSchema.Request, ref json, hexIds: false);
        json.Member("\"metrics\":"u8);
        json.StartObject();
        if (inspectedBytes > 0)
        {
            json.Member("\"inspectedBytes\":"u8);
            json.QuotedNumber(inspectedBytes);
        }

        json.EndObject();
        if (partialReason is not null)
        {
            json.Member("\"status\":"u8);
            json.Text("PARTIAL"u8);
            json.Member("\"message\":"u8);
            json.Text(Encoding.UTF8.GetBytes(partialReason));
        }

        json.EndObject();
        json.Flush();
    }

    /// <summary>Writes only the trace: <c>{"resourceSpans":[...]}</c>, for answers that hold one among other things.</summary>
    /// <inheritdoc cref="WriteBatches"/>
    public static void WriteTrace(ReadOnlySpan<byte> tracesData, IBufferWriter<byte> output)
    {
        var json = new JsonOutput(output);
        OtlpJsonWriter.Write(tracesData, OtlpJsonSchema.Request, ref json, hexIds: false);
        json.Flush();
    }
}
