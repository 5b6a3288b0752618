using Vivace.Server.Grpc;

namespace Vivace.Server.Receivers;

/// <summary>The two encodings of OTLP/HTTP. An answer, good or bad, uses its request's.</summary>
internal sealed class OtlpEncoding
{
    private OtlpEncoding(string contentType) => ContentType = contentType;

    /// <summary>Binary protobuf.</summary>
    public static OtlpEncoding Protobuf { get; } = new("application/x-protobuf");

    /// <summary>OTLP's JSON.</summary>
    public static OtlpEncoding Json { get; } = new("application/json");

    /// <summary>The media type of requests and answers.</summary>
    public string ContentType { get; }

    /// <summary>Finds the encoding that a request's <c>Content-Type</c> names; parameters are ignored.</summary>
    /// <returns>Null for any other media type.</returns>
    public static OtlpEncoding? Of(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        if (end >= 0)
            type = type[..end];
        type = type.Trim();
        return type.Equals(Protobuf.ContentType, StringComparison.OrdinalIgnoreCase) ? Protobuf
            : type.Equals(Json.ContentType, StringComparison.OrdinalIgnoreCase) ? Json
            : null;
    }

    /// <summary>Writes a <c>google.rpc.Status</c>.</summary>
    public byte[] Write(in GrpcStatus status) =>
        this == Json ? GrpcStatusDetails.ToJson(status) : GrpcStatusDetails.ToProtobuf(status);
}
