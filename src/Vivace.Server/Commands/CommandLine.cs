using Vivace.Server.Configuration;

namespace Vivace.Server.Commands;

/// <summary>What the command line asks for.</summary>
internal enum CommandKind
{
    /// <summary>Run the server.</summary>
    Serve,

    /// <summary>Show the help text.</summary>
    Help,

    /// <summary>Show the version.</summary>
    Version,

    /// <summary>Ask a running server whether it is ready.</summary>
    Health,

    /// <summary>Check the configuration.</summary>
    Verify,
}

/// <summary>A parsed command line.</summary>
internal sealed record CommandLine
{
    /// <summary>What to do.</summary>
    public CommandKind Kind { get; init; }

    /// <summary>Where the configuration comes from.</summary>
    public ConfigSource Source { get; init; } = new();

    /// <summary>Where <see cref="CommandKind.Health"/> asks.</summary>
    public string HealthUrl { get; init; } = "http://localhost:3200/ready";

    /// <summary>Parses flags as Go programs write them: <c>-x</c> and <c>--x</c>, <c>-x=v</c> and <c>-x v</c>; a switch alone means
    /// true.</summary>
    /// <param name="arguments">The arguments after the program's name.</param>
    /// <param name="errors">Receives one line for each mistake, without values, which may be secret.</param>
    public static CommandLine Parse(IReadOnlyList<string> arguments, List<string> errors)
    {
        var values = new List<FlagValue>();
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument.Length < 2 || argument[0] != '-' || argument == "--")
            {
                errors.Add($"unexpected argument {ScalarValue.Quote(argument)}: only flags like -config.file=tempo.yaml are taken");
                continue;
            }
            var body = argument[(argument[1] == '-' ? 2 : 1)..];
            var equals = body.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? body : body[..equals];
            if (name == "h")
                name = FlagTable.Help;
            if (FlagTable.Find(name) is not { } target)
            {
                var meant = FlagTable.Nearest(name);
                errors.Add($"unknown flag {ScalarValue.Quote("-" + name)}{(meant is null ? "" : $"; did you mean \"-{meant}\"?")}");
                // Its value, if one follows, is not reported as a second mistake.
                if (equals < 0 && i + 1 < arguments.Count && !arguments[i + 1].StartsWith('-'))
                    i++;
                continue;
            }

            string text;
            if (equals >= 0)
                text = body[(equals + 1)..];
            else if (target.IsSwitch)
                text = "true";
            else if (i + 1 < arguments.Count && (!arguments[i + 1].StartsWith('-') || target.Key?.Type.Kind == KeyKind.Integer))
                text = arguments[++i];
            else
            {
                errors.Add($"flag \"-{name}\" needs a value: -{name}={target.Definition?.Value ?? "VALUE"}");
                continue;
            }
            if (target.Path is { } path)
                values.Add(new FlagValue("-" + name, path, target.Key!, text));
            else if (target.Definition is { } definition)
                own[definition.Name] = text;
        }

        bool IsOn(string name)
        {
            if (!own.TryGetValue(name, out var text))
                return false;
            if (!ScalarParser.TryBoolean(text, out var value))
                errors.Add($"flag \"-{name}\": expected true or false, found {ScalarValue.Quote(text)}");
            return value;
        }

        var unknownKeys = own.GetValueOrDefault(FlagTable.UnknownKeys, "error");
        if (unknownKeys is not ("error" or "warn"))
            errors.Add($"flag \"-{FlagTable.UnknownKeys}\": {ScalarValue.Quote(unknownKeys)} is not one of: error, warn");
        var healthUrl = own.GetValueOrDefault(FlagTable.HealthUrl, "http://localhost:3200/ready");
        if (healthUrl.Split(',').Any(static part => !Uri.TryCreate(part, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")))
            errors.Add($"flag \"-{FlagTable.HealthUrl}\": expected a URL like \"http://localhost:3200/ready\", found {ScalarValue.Quote(healthUrl)}");
        return new CommandLine
        {
            Kind = IsOn(FlagTable.Help) ? CommandKind.Help
                : IsOn(FlagTable.Version) ? CommandKind.Version
                : IsOn(FlagTable.Health) ? CommandKind.Health
                : IsOn(FlagTable.Verify) ? CommandKind.Verify
                : CommandKind.Serve,
            HealthUrl = healthUrl,
            Source = new ConfigSource
            {
                FilePath = own.GetValueOrDefault(FlagTable.ConfigFile) is { Length: > 0 } file ? file : null,
                ExpandEnvironment = IsOn(FlagTable.ExpandEnvironment),
                UnknownKeysAreErrors = unknownKeys == "error",
                FlagValues = values,
            },
        };
    }
}
