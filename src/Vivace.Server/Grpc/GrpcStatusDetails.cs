using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Vivace.Otlp.Wire;

namespace Vivace.Server.Grpc;

/// <summary>Writes a status as <c>google.rpc.Status</c> (google/rpc/status.proto, error_details.proto), in protobuf and in
/// protobuf's JSON mapping.</summary>
internal static class GrpcStatusDetails
{
    /// <summary>The type that a <c>google.protobuf.Any</c> names when it holds a retry delay.</summary>
    public const string RetryInfoType = "type.googleapis.com/google.rpc.RetryInfo";

    /// <summary>The status as protobuf bytes.</summary>
    public static byte[] ToProtobuf(in GrpcStatus status)
    {
        using var writer = new ProtoWriter(256);
        if (status.Code != GrpcStatusCode.Ok)
            writer.WriteVarint(1, (ulong)status.Code);
        if (status.Message.Length > 0)
            writer.WriteString(2, status.Message);
        if (status.RetryDelay is { } delay)
        {
            var any = writer.BeginMessage(3);
            writer.WriteString(1, RetryInfoType);
            var retryInfo = writer.BeginMessage(2);
            WriteDuration(writer, 1, delay);
            writer.EndMessage(retryInfo);
            writer.EndMessage(any);
        }

        return writer.Written.ToArray();
    }

    /// <summary>The status as JSON in UTF-8: <c>{"code":8,"message":"...","details":[...]}</c>.</summary>
    public static byte[] ToJson(in GrpcStatus status)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteNumber("code", (int)status.Code);
        json.WriteString("message", status.Message);
        if (status.RetryDelay is { } delay)
        {
            json.WriteStartArray("details");
            json.WriteStartObject();
            json.WriteString("@type", RetryInfoType);
            json.WriteString("retryDelay", DurationText(delay));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteDuration(ProtoWriter writer, int field, TimeSpan delay)
    {
        var duration = writer.BeginMessage(field);
        var seconds = delay.Ticks / TimeSpan.TicksPerSecond;
        var nanoseconds = delay.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;
        if (seconds != 0)
            writer.WriteVarint(1, (ulong)seconds);
        if (nanoseconds != 0)
            writer.WriteVarint(2, (ulong)nanoseconds);
        writer.EndMessage(duration);
    }

    /// <summary>protobuf's JSON mapping of a duration: decimal seconds with an <c>s</c>.</summary>
    private static string DurationText(TimeSpan delay) =>
        (delay.Ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s";
}
