namespace Vivace.LoadTest.Sending;

/// <summary>How OTLP is carried.</summary>
internal enum ExportProtocol
{
    Grpc,
    Http,
}

/// <summary>How requests are sent.</summary>
internal sealed record SendOptions
{
    public required Uri Endpoint { get; init; }

    public ExportProtocol Protocol { get; init; }

    public int Connections { get; init; } = 4;

    /// <summary>Requests that wait for an answer at once on each connection. OTLP exporters use one.</summary>
    public int InFlight { get; init; } = 1;

    /// <summary>Spans per second over all connections; null is full speed.</summary>
    public double? SpansPerSecond { get; init; }

    /// <summary>How often a request is sent again before it counts as given up.</summary>
    public int MaxRetries { get; init; } = 20;

    public bool Gzip { get; init; }

    public string? Tenant { get; init; }

    public IExportClient CreateClient()
    {
        var headers = new SendHeaders(Gzip, Tenant);
        return Protocol == ExportProtocol.Grpc ? new GrpcExportClient(Endpoint, headers) : new HttpExportClient(Endpoint, headers);
    }
}
