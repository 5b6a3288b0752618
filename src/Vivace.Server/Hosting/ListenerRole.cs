namespace Vivace.Server.Hosting;

/// <summary>What a listener is for. Each role has a request pipeline of its own.</summary>
internal enum ListenerRole
{
    /// <summary>OTLP over gRPC, port 4317.</summary>
    OtlpGrpc,

    /// <summary>OTLP over HTTP, port 4318.</summary>
    OtlpHttp,

    /// <summary>The query API, status and metrics, port 3200.</summary>
    QueryHttp,

    /// <summary>Streaming queries by gRPC, port 9095.</summary>
    QueryGrpc,

    /// <summary>The web page and its API, port 3000.</summary>
    Web,
}
