using Vivace.Server.Configuration;

namespace Vivace.Server.Commands;

/// <summary>A flag that the help text shows.</summary>
/// <param name="Name">Without dashes.</param>
/// <param name="Group">Heading in the help text.</param>
/// <param name="Value">Stands for the value in the help text; empty for a switch.</param>
/// <param name="Help">What it does, with its default.</param>
/// <param name="Path">The key it sets; null when it is not a key of the file.</param>
internal sealed record FlagDefinition(string Name, string Group, string Value, string Help, string? Path = null);

/// <summary>The flags: those with a name of their own, and every single-valued key of the file by its path.</summary>
internal static class FlagTable
{
    public const string ConfigFile = "config.file";
    public const string ExpandEnvironment = "config.expand-env";
    public const string Verify = "config.verify";
    public const string UnknownKeys = "config.unknown-keys";
    public const string Version = "version";
    public const string Help = "help";
    public const string Health = "health";
    public const string HealthUrl = "health.url";

    private const string General = "General";
    private const string Configuration = "Configuration";
    private const string Ports = "Ports";
    private const string Storage = "Storage";
    private const string Behaviour = "Behaviour";

    /// <summary>Tempo's flags that have no effect here, and no key in the file.</summary>
    private static readonly string[] WithoutEffect = ["mem-ballast-size-mbs", "mutex-profile-fraction", "block-profile-threshold"];

    /// <summary>The flags of the help text, in its order.</summary>
    public static IReadOnlyList<FlagDefinition> All { get; } =
    [
        new(Help, General, "", "show this text (also -h)"),
        new(Version, General, "", "show the version"),
        new(Health, General, "", "ask a running server whether it is ready: exit code 0 or 1"),
        new(HealthUrl, General, "URL", "where -health asks, separated by commas (http://localhost:3200/ready)"),
        new("target", General, "NAME", "what the process does; all is the only choice", "target"),
        new(ConfigFile, Configuration, "FILE", "read settings from a YAML file with Tempo's keys"),
        new(ExpandEnvironment, Configuration, "", "replace ${NAME} and ${NAME:-default} in the file from the environment"),
        new(Verify, Configuration, "", "check the file, print every problem, and exit: 0 when it is clean, 1 otherwise"),
        new(UnknownKeys, Configuration, "error|warn", "what an unknown key in the file does (error)"),
        new("config.per-user-override-config", Configuration, "FILE", "limits by tenant", "overrides.per_tenant_override_config"),
        new("config.per-user-override-period", Configuration, "TIME", "how often that file is read (10s)", "overrides.per_tenant_override_period"),
        new("distributor.receivers.otlp.protocols.grpc.endpoint", Ports, "HOST:PORT", "OTLP over gRPC (localhost:4317)", "distributor.receivers.otlp.protocols.grpc.endpoint"),
        new("distributor.receivers.otlp.protocols.http.endpoint", Ports, "HOST:PORT", "OTLP over HTTP (localhost:4318)", "distributor.receivers.otlp.protocols.http.endpoint"),
        new("server.http-listen-address", Ports, "ADDRESS", "query API (all addresses)", "server.http_listen_address"),
        new("server.http-listen-port", Ports, "PORT", "query API, /ready, /metrics (3200)", "server.http_listen_port"),
        new("server.grpc-listen-address", Ports, "ADDRESS", "queries by gRPC (all addresses)", "server.grpc_listen_address"),
        new("server.grpc-listen-port", Ports, "PORT", "queries by gRPC (9095)", "server.grpc_listen_port"),
        new("vivace.web.port", Ports, "PORT", "web page (3000)", "vivace.web.port"),
        new("http-api-prefix", Ports, "PATH", "stands before /api in the query API's paths", "http_api_prefix"),
        new("storage.trace.backend", Storage, "local", "where blocks are kept (local)", "storage.trace.backend"),
        new("storage.trace.local.path", Storage, "FOLDER", "folder of the blocks (./data/blocks)", "storage.trace.local.path"),
        new("storage.trace.wal.path", Storage, "FOLDER", "folder of the write-ahead log (./data/wal)", "storage.trace.wal.path"),
        new("vivace.wal.sync", Storage, "group|interval|none", "when a push is acknowledged (group: when it is on disk)", "vivace.wal.sync"),
        new("compaction.block-retention", Storage, "TIME", "how long spans are kept (168h)", "compactor.compaction.block_retention"),
        new("log.level", Behaviour, "LEVEL", "debug, info, warn or error (info)", "server.log_level"),
        new("log.format", Behaviour, "FORMAT", "logfmt or json (logfmt)", "server.log_format"),
        new("multitenancy.enabled", Behaviour, "", "require the header X-Scope-OrgID on every request", "multitenancy_enabled"),
        new("shutdown-delay", Behaviour, "TIME", "between SIGTERM and the stop, with /ready saying 503 (0s)", "shutdown_delay"),
    ];

    /// <summary>Other names for keys, and flags that are not worth a line of help.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["auth.enabled"] = "auth_enabled",
        ["compactor.compaction.block-retention"] = "compactor.compaction.block_retention",
        ["distributor.log-received-traces"] = "distributor.log_received_spans.enabled",
        ["reporting.enabled"] = "usage_report.reporting_enabled",
        ["search.enabled"] = "search_enabled",
        ["metrics-generator.enabled"] = "metrics_generator_enabled",
    };

    /// <summary>What a flag means.</summary>
    /// <param name="name">Without dashes.</param>
    /// <returns>Null when there is no such flag.</returns>
    public static FlagTarget? Find(string name)
    {
        var shown = All.FirstOrDefault(flag => string.Equals(flag.Name, name, StringComparison.Ordinal));
        if (shown is { Path: null })
            return new FlagTarget(shown, null, null);
        if (WithoutEffect.Contains(name, StringComparer.Ordinal) || name.StartsWith("memberlist.", StringComparison.Ordinal))
            return new FlagTarget(null, null, null);

        var path = shown?.Path ?? Aliases.GetValueOrDefault(name) ?? name.Replace('-', '_');
        return KnownKeys.Shipped.Find(path) is { Status: not null } key && (key.Type.IsScalar || key.Type.Kind is KeyKind.List or KeyKind.Any)
            ? new FlagTarget(shown, path, key)
            : null;
    }

    /// <summary>The flag that a misspelt one was meant to be; null when none is near.</summary>
    public static string? Nearest(string name) =>
        Spelling.Nearest(name, All.Select(static flag => flag.Name).Concat(Aliases.Keys))
        ?? Spelling.Nearest(name.Replace('-', '_'), KnownKeys.Shipped.All().Where(static key => key.Type.IsScalar).Select(static key => key.Path));
}

/// <summary>What a flag means: a definition of its own, a key of the file, or, with neither, nothing.</summary>
/// <param name="Definition">The line of the help text; null when it has none.</param>
/// <param name="Path">The path of the key; null when it is not one.</param>
/// <param name="Key">The table's entry of that path.</param>
internal sealed record FlagTarget(FlagDefinition? Definition, string? Path, KnownKey? Key)
{
    /// <summary>True when the flag alone means true.</summary>
    public bool IsSwitch => Key is not null ? Key.Type.Kind == KeyKind.Boolean : Definition is { Value: "" };
}
