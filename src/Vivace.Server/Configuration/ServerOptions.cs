namespace Vivace.Server.Configuration;

/// <summary>Ports of the query API and how the process stops (<c>server</c>).</summary>
internal sealed record ServerOptions
{
    /// <summary>Query API, status and metrics (<c>http_listen_address</c>, <c>http_listen_port</c>); all addresses, port 3200.</summary>
    public required ListenEndpoint Http { get; init; }

    /// <summary>Streaming queries by gRPC (<c>grpc_listen_address</c>, <c>grpc_listen_port</c>); all addresses, port 9095.</summary>
    public required ListenEndpoint Grpc { get; init; }

    /// <summary>TLS of <see cref="Http"/>; null for none.</summary>
    public TlsOptions? HttpTls { get; init; }

    /// <summary>TLS of <see cref="Grpc"/>; null for none.</summary>
    public TlsOptions? GrpcTls { get; init; }

    /// <summary>Prefix of every route (<c>http_path_prefix</c>); empty, or with a leading and without a trailing slash.</summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>Time to send a request's headers (<c>http_server_read_header_timeout</c>); default 30 s.</summary>
    public TimeSpan ReadHeaderTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may be idle (<c>http_server_idle_timeout</c>); default 120 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Largest request of a gRPC query in bytes (<c>grpc_server_max_recv_msg_size</c>); default 16 MiB.</summary>
    public long MaxGrpcMessageBytes { get; init; } = 16 << 20;

    /// <summary>Time between the stop signal and the stop, with <c>/ready</c> answering 503 (<c>shutdown_delay</c>); default none.</summary>
    public TimeSpan ShutdownDelay { get; init; }

    /// <summary>Time that running requests get at a stop (<c>graceful_shutdown_timeout</c>); default 30 s.</summary>
    public TimeSpan GracefulShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
