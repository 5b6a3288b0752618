using System.Buffers;

namespace Vivace.Core;

/// <summary>A checked tenant name: 1 to 150 characters of letters, digits and <c>! - _ . * ' ( )</c>, not <c>.</c> or <c>..</c>.</summary>
/// <remarks>Safe as a folder name: checked once at the edge, before any path is built.</remarks>
public readonly record struct TenantId
{
    /// <summary>Most characters a tenant name may have.</summary>
    public const int MaxLength = 150;

    private static readonly SearchValues<char> AllowedCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!-_.*'()");

    private readonly string? _value;

    private TenantId(string value) => _value = value;

    /// <summary>The tenant of every request when multitenancy is off.</summary>
    public static TenantId Single { get; } = new("single-tenant");

    /// <summary>The checked name.</summary>
    public string Value => _value ?? Single.Value;

    /// <summary>Checks a name.</summary>
    /// <param name="text">The name as received.</param>
    /// <param name="tenant">The tenant when the name is valid.</param>
    /// <param name="error">What is wrong with the name, for the client; null when it is valid.</param>
    /// <returns>True when the name is valid.</returns>
    public static bool TryParse(string text, out TenantId tenant, out string? error)
    {
        tenant = default;
        error = null;
        if (text.Length == 0)
            error = "no org id";
        else if (text.Length > MaxLength)
            error = $"tenant ID is too long: max {MaxLength} characters";
        else if (text is "." or "..")
            error = "tenant ID is '.' or '..'";
        else if (text.AsSpan().IndexOfAnyExcept(AllowedCharacters) is >= 0 and var position)
            error = $"tenant ID '{text}' contains unsupported character '{text[position]}'";
        if (error is not null)
            return false;

        tenant = new TenantId(text);
        return true;
    }

    /// <summary>Equal when the names are, so that the default is <see cref="Single"/>.</summary>
    /// <param name="other">The other tenant.</param>
    public bool Equals(TenantId other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
