namespace Vivace.Server.Configuration;

/// <summary>A setting in force, for people.</summary>
/// <param name="Name">Its full key.</param>
/// <param name="Value">Its value as a file would hold it, <c>***</c> for a secret; null when nobody wrote one and there is no default.</param>
/// <param name="Default">Its default; null without.</param>
/// <param name="IsSecret">True when the value is not shown.</param>
/// <param name="IsInForce">False for a key that was written and is used by a later release only.</param>
/// <param name="Description">What it is for; empty when the documentation does not say.</param>
internal sealed record ShownSetting(
    string Name, string? Value, string? Default, bool IsSecret, bool IsInForce, string Description)
{
    /// <summary>True when the value is the default.</summary>
    public bool IsDefault => string.Equals(Value, Default, StringComparison.Ordinal);

    /// <summary>True for a limit: something larger, longer or more is cut, refused or stopped.</summary>
    public bool IsLimit
    {
        get
        {
            var name = Name[(Name.LastIndexOf('.') + 1)..];
            return name.StartsWith("max_", StringComparison.Ordinal)
                || name is "rate_limit_bytes" or "burst_size_bytes" or "min_free_bytes" or "query_timeout" or "api_timeout";
        }
    }
}
