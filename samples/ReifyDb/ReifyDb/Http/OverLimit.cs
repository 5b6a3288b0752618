namespace ReifyDb.Http;

/// <summary>A feature of connections that are one too many.</summary>
internal sealed class OverLimit
{
    public static OverLimit Instance { get; } = new();
}
