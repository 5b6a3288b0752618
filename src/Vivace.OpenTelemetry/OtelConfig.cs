using Vivace.OpenTelemetry.Configuration;

namespace Vivace.OpenTelemetry;

/// <summary>Where spans go and how many of them. Every setting has a default; <c>OTEL_*</c> environment variables come before
/// the default, and what code sets comes before both.</summary>
/// <remarks>
/// A property shows what code has set, or else the default; <see cref="Resolve"/> adds the environment.
/// Values that cannot work are refused by the method that sets them.
/// </remarks>
public sealed class OtelConfig
{
    internal const string DefaultServiceName = "reifydb";
    internal const int DefaultMaxExportBatchSize = 512;
    internal const int DefaultMaxQueueSize = 2048;
    internal static readonly Uri DefaultEndpoint = new("http://localhost:4317");
    internal static readonly Uri DefaultHttpEndpoint = new("http://localhost:4318");
    internal static readonly TimeSpan DefaultScheduledDelay = TimeSpan.FromSeconds(5);
    internal static readonly TimeSpan DefaultExportTimeout = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan DefaultShutdownTimeout = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> _resourceAttributes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name under which the application's traces are found (<c>service.name</c>); default <c>reifydb</c>.</summary>
    public string ServiceName => Chosen.ServiceName ?? DefaultServiceName;

    /// <summary><c>service.version</c>; default the informational version of the entry assembly, without its build metadata.</summary>
    public string ServiceVersion => Chosen.ServiceVersion ?? EntryAssembly.Version;

    /// <summary>Where spans are sent; default <c>http://localhost:4317</c>.</summary>
    public Uri Endpoint => Chosen.Endpoint ?? (Protocol == OtlpProtocol.HttpProtobuf ? DefaultHttpEndpoint : DefaultEndpoint);

    /// <summary>The wire protocol; default <see cref="OtlpProtocol.Grpc"/>.</summary>
    public OtlpProtocol Protocol => Chosen.Protocol ?? OtlpProtocol.Grpc;

    /// <summary>The share of traces that is kept, 0 to 1, decided by trace id where there is no caller; default 1.</summary>
    public double SampleRatio => Chosen.SampleRatio ?? 1.0;

    /// <summary>The longest that a finished span waits for its batch to fill; default 5 s.</summary>
    public TimeSpan ScheduledDelay => Chosen.ScheduledDelay ?? DefaultScheduledDelay;

    /// <summary>Spans in one request; default 512, or the queue's size where that is smaller.</summary>
    public int MaxExportBatchSize => Chosen.MaxExportBatchSize ?? Math.Min(DefaultMaxExportBatchSize, MaxQueueSize);

    /// <summary>Finished spans that wait for export; further ones are dropped and counted. Default 2048, or the batch size
    /// where that is larger.</summary>
    public int MaxQueueSize => Chosen.MaxQueueSize ?? Math.Max(DefaultMaxQueueSize, Chosen.MaxExportBatchSize ?? 0);

    /// <summary>The longest one batch is tried, all attempts together; default 30 s.</summary>
    public TimeSpan ExportTimeout => Chosen.ExportTimeout ?? DefaultExportTimeout;

    /// <summary>The longest that stopping waits for the last spans; default 5 s.</summary>
    public TimeSpan ShutdownTimeout => Chosen.ShutdownTimeout ?? DefaultShutdownTimeout;

    /// <summary>Attributes of the resource that code has added.</summary>
    public IReadOnlyDictionary<string, string> ResourceAttributes => _resourceAttributes;

    /// <summary>Headers that code has added. They may hold secrets: nothing here writes them anywhere but to the endpoint.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers;

    /// <summary>What code has set; null where it has said nothing.</summary>
    internal ChosenSettings Chosen { get; } = new();

    /// <summary>Where environment variables are read.</summary>
    internal Func<string, string?> Environment { get; private set; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Sets <see cref="ServiceName"/>.</summary>
    /// <param name="name">Any text but white space.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public OtelConfig WithServiceName(string name)
    {
        Chosen.ServiceName = SettingCheck.Text(name, "the service name", nameof(name));
        return this;
    }

    /// <summary>Sets <see cref="ServiceVersion"/>.</summary>
    /// <param name="version">Any text but white space.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentException"><paramref name="version"/> is empty.</exception>
    public OtelConfig WithServiceVersion(string version)
    {
        Chosen.ServiceVersion = SettingCheck.Text(version, "the service version", nameof(version));
        return this;
    }

    /// <summary>Sets <see cref="Endpoint"/>.</summary>
    /// <param name="endpoint">An absolute http or https URL, such as <c>http://traces.internal:4317</c>.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentException">The text is not such a URL; the message says why.</exception>
    public OtelConfig WithEndpoint(string endpoint)
    {
        if (SettingCheck.TryEndpoint(endpoint, out var address, out var reason))
            Chosen.Endpoint = address;
        else
            throw new ArgumentException(reason, nameof(endpoint));

        return this;
    }

    /// <summary>Sets <see cref="Endpoint"/>.</summary>
    /// <param name="endpoint">An absolute http or https URL.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentException">The URL is relative or of another scheme; the message says so.</exception>
    public OtelConfig WithEndpoint(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return WithEndpoint(endpoint.OriginalString);
    }

    /// <summary>Sets <see cref="Protocol"/>.</summary>
    /// <param name="protocol">One of the named values.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value has no name.</exception>
    public OtelConfig WithProtocol(OtlpProtocol protocol)
    {
        if (!Enum.IsDefined(protocol))
            throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "The protocol must be Grpc or HttpProtobuf.");

        Chosen.Protocol = protocol;
        return this;
    }

    /// <summary>Sets <see cref="SampleRatio"/>, and the sampler to the caller's decision or else this ratio.</summary>
    /// <param name="ratio">Below 0 is taken as 0, above 1 as 1.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ratio"/> is not a number.</exception>
    public OtelConfig WithSampleRatio(double ratio)
    {
        if (double.IsNaN(ratio))
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "The sample ratio is not a number; it must be from 0 to 1.");

        Chosen.SampleRatio = Math.Clamp(ratio, 0.0, 1.0);
        return this;
    }

    /// <summary>Sets <see cref="ScheduledDelay"/>.</summary>
    /// <param name="delay">1 ms to 24 days.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public OtelConfig WithScheduledDelay(TimeSpan delay)
    {
        Chosen.ScheduledDelay = SettingCheck.Duration(delay, "the scheduled delay", nameof(delay));
        return this;
    }

    /// <summary>Sets <see cref="MaxExportBatchSize"/>.</summary>
    /// <param name="spans">1 to 1,000,000, not above a <see cref="MaxQueueSize"/> set before.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public OtelConfig WithMaxExportBatchSize(int spans)
    {
        SettingCheck.Count(spans, "the export batch size", nameof(spans));
        if (spans > Chosen.MaxQueueSize)
            throw SettingCheck.BatchAboveQueue(spans, Chosen.MaxQueueSize.Value, nameof(spans), spans);

        Chosen.MaxExportBatchSize = spans;
        return this;
    }

    /// <summary>Sets <see cref="MaxQueueSize"/>.</summary>
    /// <param name="spans">1 to 1,000,000, not below a <see cref="MaxExportBatchSize"/> set before.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public OtelConfig WithMaxQueueSize(int spans)
    {
        SettingCheck.Count(spans, "the queue size", nameof(spans));
        if (spans < Chosen.MaxExportBatchSize)
            throw SettingCheck.BatchAboveQueue(Chosen.MaxExportBatchSize.Value, spans, nameof(spans), spans);

        Chosen.MaxQueueSize = spans;
        return this;
    }

    /// <summary>Sets <see cref="ExportTimeout"/>.</summary>
    /// <param name="timeout">1 ms to 24 days.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public OtelConfig WithExportTimeout(TimeSpan timeout)
    {
        Chosen.ExportTimeout = SettingCheck.Duration(timeout, "the export timeout", nameof(timeout));
        return this;
    }

    /// <summary>Sets <see cref="ShutdownTimeout"/>.</summary>
    /// <param name="timeout">1 ms to 24 days.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public OtelConfig WithShutdownTimeout(TimeSpan timeout)
    {
        Chosen.ShutdownTimeout = SettingCheck.Duration(timeout, "the shutdown timeout", nameof(timeout));
        return this;
    }

    /// <summary>Adds an attribute to the resource, such as <c>deployment.environment.name</c>.</summary>
    /// <param name="key">Any text but white space; setting a key again replaces its value.</param>
    /// <param name="value">Any text.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty.</exception>
    /// <remarks><c>service.name</c> and <c>service.version</c> have methods of their own, which come before an attribute.</remarks>
    public OtelConfig WithResourceAttribute(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _resourceAttributes[SettingCheck.Text(key, "the key of a resource attribute", nameof(key))] = value;
        return this;
    }

    /// <summary>Adds a header to every request to the endpoint, such as <c>authorization</c> or <c>x-scope-orgid</c>.</summary>
    /// <param name="name">A token of RFC 9110: letters, digits and <c>!#$%&amp;'*+-.^_`|~</c>.</param>
    /// <param name="value">Text without control characters.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentException">The name or the value cannot be sent; the message never repeats the value.</exception>
    public OtelConfig WithHeader(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (SettingCheck.HeaderFault(name, value) is { } reason)
            throw new ArgumentException(reason, nameof(name));

        _headers[name] = value;
        return this;
    }

    /// <summary>Reads <c>OTEL_*</c> variables from somewhere else than the process's environment, for instance from the
    /// application's configuration: <c>name => configuration[name]</c>.</summary>
    /// <param name="read">Gives the value of a variable; null or empty where it is not set.</param>
    /// <returns>This configuration.</returns>
    public OtelConfig WithEnvironment(Func<string, string?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Environment = read;
        return this;
    }

    /// <summary>The settings in force: code before environment before default.</summary>
    /// <returns>A snapshot; later changes of this configuration do not reach it.</returns>
    /// <remarks>A variable with a value that cannot work is ignored, as OpenTelemetry's specification asks, and is named in
    /// <see cref="OtelSettings.Warnings"/>: a typing error in a deployment must not keep an application from starting.</remarks>
    public OtelSettings Resolve() => SettingsResolver.Resolve(this);
}
