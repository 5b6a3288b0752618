using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Vivace.Ingest;
using Vivace.Otlp.Wire;

namespace Vivace.Server.Receivers;

/// <summary>Writes OTLP's <c>ExportTraceServiceResponse</c>.</summary>
internal static class ExportResponse
{
    // Field 1, an empty ExportTracePartialSuccess: what the Collector answers.
    private static readonly byte[] AcceptedProtobuf = [0x0A, 0x00];
    private static readonly byte[] AcceptedJson = """{"partialSuccess":{}}"""u8.ToArray();

    /// <summary>The response in protobuf.</summary>
    public static ReadOnlyMemory<byte> ToProtobuf(in IngestOutcome outcome)
    {
        if (outcome.Kind != IngestOutcomeKind.PartiallyAccepted)
            return AcceptedProtobuf;

        using var writer = new ProtoWriter(256);
        var partial = writer.BeginMessage(1);
        if (outcome.RefusedSpans > 0)
            writer.WriteVarint(1, (ulong)outcome.RefusedSpans);
        if (!string.IsNullOrEmpty(outcome.Message))
            writer.WriteString(2, outcome.Message);
        writer.EndMessage(partial);
        return writer.Written.ToArray();
    }

    /// <summary>The response in OTLP's JSON; 64-bit counts are strings.</summary>
    public static ReadOnlyMemory<byte> ToJson(in IngestOutcome outcome)
    {
        if (outcome.Kind != IngestOutcomeKind.PartiallyAccepted)
            return AcceptedJson;

        var bytes = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteStartObject("partialSuccess");
        if (outcome.RefusedSpans > 0)
            json.WriteString("rejectedSpans", outcome.RefusedSpans.ToString(CultureInfo.InvariantCulture));
        if (!string.IsNullOrEmpty(outcome.Message))
            json.WriteString("errorMessage", outcome.Message);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }
}
