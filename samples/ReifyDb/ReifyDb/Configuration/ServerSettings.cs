using Vivace.OpenTelemetry;

namespace ReifyDb;

/// <summary>What a builder was told.</summary>
internal sealed class ServerSettings
{
    public HttpConfig? Http { get; set; }

    public WsConfig? Ws { get; set; }

    public AdminConfig? Admin { get; set; }

    public FlowConfig? Flow { get; set; }

    public LimitsConfig Limits { get; set; } = new();

    public List<(string Name, string Token, Access Access)> Tokens { get; } = [];

    public bool HasTracing { get; set; }

    public OtelConfig? Otel { get; set; }

    public Action<TracingConfig>? ConfigureTracing { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;
}
