namespace Vivace.Server.Configuration;

/// <summary>One OTLP listener below <c>distributor.receivers</c>.</summary>
internal sealed record OtlpListenerOptions
{
    /// <summary>The receiver's name in the file: <c>otlp</c>, <c>otlp/internal</c>.</summary>
    public required string Name { get; init; }

    /// <summary>True for gRPC, false for HTTP.</summary>
    public required bool IsGrpc { get; init; }

    /// <summary>Where it listens; <c>localhost:4317</c> and <c>localhost:4318</c> by default.</summary>
    public required ListenEndpoint Endpoint { get; init; }

    /// <summary>Its TLS; null for none.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Largest message or body in bytes, before and after decompression; 16 MiB for gRPC, 20 MiB for HTTP by default.</summary>
    public required int MaxRequestBytes { get; init; }

    /// <summary>The path traces are posted to by HTTP (<c>traces_url_path</c>).</summary>
    public string TracesUrlPath { get; init; } = "/v1/traces";
}
