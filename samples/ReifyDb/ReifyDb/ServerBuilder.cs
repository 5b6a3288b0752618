using Vivace.OpenTelemetry;

namespace ReifyDb;

/// <summary>Says what a server is to have. A port that is not named is not opened.</summary>
public sealed class ServerBuilder
{
    /// <summary>The token that works where none was given; the server warns of it.</summary>
    public const string DevelopmentToken = "reifydb-development";

    private readonly ServerSettings _settings = new();

    internal ServerBuilder()
    {
    }

    /// <summary>Opens the HTTP port.</summary>
    /// <param name="config">Null for the defaults.</param>
    /// <returns>This builder.</returns>
    public ServerBuilder WithHttp(HttpConfig? config = null)
    {
        _settings.Http = config ?? new HttpConfig();
        return this;
    }

    /// <summary>Opens the HTTP port.</summary>
    /// <param name="address">Such as <c>0.0.0.0:8090</c>.</param>
    /// <returns>This builder.</returns>
    public ServerBuilder WithHttp(string address) => WithHttp(new HttpConfig().WithAddress(address));

    /// <summary>Opens the WebSocket port.</summary>
    /// <param name="config">Null for the defaults.</param>
    /// <returns>This builder.</returns>
    public ServerBuilder WithWs(WsConfig? config = null)
    {
        _settings.Ws = config ?? new WsConfig();
        return this;
    }

    /// <summary>Opens the WebSocket port.</summary>
    /// <param name="address">Such as <c>0.0.0.0:8091</c>.</param>
    /// <returns>This builder.</returns>
    public ServerBuilder WithWs(string address) => WithWs(new WsConfig().WithAddress(address));

    /// <summary>Opens the admin port.</summary>
    /// <param name="config">Null for the defaults.</param>
    /// <returns>This builder.</returns>
    public ServerBuilder WithAdmin(AdminConfig? config = null)
    {
        _settings.Admin = config ?? new AdminConfig();
        return this;
    }

    /// <summary>Opens the admin port.</summary>
    /// <param name="address">Such as <c>127.0.0.1:9092</c>.</param>
    /// <returns>This builder.</returns>
    public ServerBuilder WithAdmin(string address) => WithAdmin(new AdminConfig().WithAddress(address));

    /// <summary>Adds a token. Without any, <see cref="DevelopmentToken"/> works.</summary>
    /// <param name="name">Whose it is; shown in traces and on the admin port.</param>
    /// <param name="token">The secret; kept as a hash only.</param>
    /// <param name="access">What it allows.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name or the token is empty.</exception>
    public ServerBuilder WithToken(string name, string token, Access access = Access.Admin)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        _settings.Tokens.Add((name, token, access));
        return this;
    }

    /// <summary>Traces the server.</summary>
    /// <param name="config">Where spans go; null for <c>OTEL_*</c> variables and defaults.</param>
    /// <param name="configure">What is recorded, and what the console shows; null for the default. The console is on unless
    /// <see cref="TracingConfig.WithoutConsole"/> is called.</param>
    /// <returns>This builder.</returns>
    public ServerBuilder WithTracingOtel(OtelConfig? config = null, Action<TracingConfig>? configure = null)
    {
        _settings.HasTracing = true;
        _settings.Otel = config;
        _settings.ConfigureTracing = configure;
        return this;
    }

    /// <summary>Adds materialized views and subscriptions.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <returns>This builder.</returns>
    public ServerBuilder WithFlow(Func<FlowConfig, FlowConfig> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _settings.Flow = configure(new FlowConfig());
        return this;
    }

    /// <summary>Sets what a single request may cost.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <returns>This builder.</returns>
    public ServerBuilder WithLimits(Func<LimitsConfig, LimitsConfig> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _settings.Limits = configure(new LimitsConfig());
        return this;
    }

    /// <summary>Makes the server; it opens its ports when it is started.</summary>
    /// <returns>The server.</returns>
    /// <exception cref="FilterFormatException">The filter of the traces cannot be read.</exception>
    /// <exception cref="InvalidOperationException">No port was named.</exception>
    public ReifyServer Build()
    {
        if (_settings is { Http: null, Ws: null, Admin: null })
            throw new InvalidOperationException("The server has no port: call WithHttp, WithWs or WithAdmin.");
        return new ReifyServer(_settings);
    }

    /// <summary>Time, for tests.</summary>
    internal ServerBuilder WithTime(TimeProvider time)
    {
        _settings.Time = time;
        return this;
    }
}
