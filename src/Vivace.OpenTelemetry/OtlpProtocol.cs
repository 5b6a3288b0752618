namespace Vivace.OpenTelemetry;

/// <summary>How spans travel to the endpoint.</summary>
public enum OtlpProtocol
{
    /// <summary>OTLP over gRPC (HTTP/2, without TLS where the endpoint is <c>http</c>); port 4317 by convention.</summary>
    Grpc,

    /// <summary>OTLP over HTTP with protobuf bodies; port 4318 by convention, <c>/v1/traces</c> is appended to the endpoint.</summary>
    HttpProtobuf,
}
