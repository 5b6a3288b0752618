namespace Vivace.Server.Receivers;

/// <summary>Settings of the OTLP receivers; keys below <c>distributor.receivers.otlp.protocols</c> unless said otherwise.</summary>
internal sealed record ReceiverOptions
{
    /// <summary>The key of <see cref="MaxGrpcMessageBytes"/>.</summary>
    public const string MaxGrpcMessageKey = "distributor.receivers.otlp.protocols.grpc.max_recv_msg_size_mib";

    /// <summary>The key of <see cref="MaxHttpBodyBytes"/>.</summary>
    public const string MaxHttpBodyKey = "distributor.receivers.otlp.protocols.http.max_request_body_size";

    /// <summary>Largest gRPC message in bytes, before and after decompression (<c>grpc.max_recv_msg_size_mib</c>, in MiB there);
    /// default 16 MiB, from 1 byte to 1 GiB.</summary>
    public int MaxGrpcMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Largest HTTP body in bytes, before and after decompression (<c>http.max_request_body_size</c>); default 20 MiB,
    /// from 1 byte to 1 GiB.</summary>
    public int MaxHttpBodyBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>The path traces are posted to (<c>http.traces_url_path</c>); default <c>/v1/traces</c>.</summary>
    public string TracesUrlPath { get; init; } = "/v1/traces";

    /// <summary>Whether every request must name its tenant (top-level <c>multitenancy_enabled</c>); off by default: everything
    /// belongs to one tenant and the header is ignored.</summary>
    public bool MultitenancyEnabled { get; init; }
}
