namespace Vivace.Server.Configuration;

/// <summary>What the configuration is made of: a file, if any, and values given by flags.</summary>
internal sealed record ConfigSource
{
    /// <summary>The file; null for none.</summary>
    public string? FilePath { get; init; }

    /// <summary>Whether <c>${NAME}</c> in the file is replaced from the environment.</summary>
    public bool ExpandEnvironment { get; init; }

    /// <summary>Whether an unknown key stops the server; otherwise it is warned about and ignored.</summary>
    public bool UnknownKeysAreErrors { get; init; } = true;

    /// <summary>Values from flags, in the order given.</summary>
    public IReadOnlyList<FlagValue> FlagValues { get; init; } = [];

    /// <summary>The environment.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}

/// <summary>A value given by a flag.</summary>
/// <param name="Flag">The flag with its dash, without the value.</param>
/// <param name="Path">The path of the key it sets.</param>
/// <param name="Key">The table's entry of that path.</param>
/// <param name="Text">The value as written.</param>
internal sealed record FlagValue(string Flag, string Path, KnownKey Key, string Text);
