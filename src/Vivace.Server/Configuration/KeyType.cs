namespace Vivace.Server.Configuration;

/// <summary>What a key holds.</summary>
internal enum KeyKind
{
    String,

    /// <summary>A string that is never shown.</summary>
    Secret,
    Integer,
    Bytes,
    Duration,
    Float,
    Boolean,

    /// <summary>One of a few words.</summary>
    Enumeration,

    /// <summary>A list of strings.</summary>
    List,

    /// <summary>Free names with a scalar each.</summary>
    Map,

    /// <summary>A map whose values are never shown.</summary>
    SecretMap,

    /// <summary>A mapping (or, for <c>[]</c>, its elements) known by its children.</summary>
    Block,

    /// <summary>Anything, unchecked and never shown.</summary>
    Any,
}

/// <summary>What Vivace does with a key.</summary>
internal enum KeyStatus
{
    /// <summary>In force.</summary>
    Honoured,

    /// <summary>Read and checked, not yet in force.</summary>
    Later,

    /// <summary>Another spelling of a key that is in force.</summary>
    Mapped,

    /// <summary>No effect and none needed.</summary>
    NoEffect,

    /// <summary>No effect, and the operator probably relies on it.</summary>
    Warned,
}

/// <summary>A key's type with its limits.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Words">The words of an enumeration.</param>
/// <param name="Minimum">Least value, in the text of its kind; null for none.</param>
/// <param name="Maximum">Greatest value; null for none.</param>
/// <param name="MinimumIsExclusive">The minimum itself is refused.</param>
/// <param name="MaximumIsExclusive">The maximum itself is refused.</param>
internal sealed record KeyType(
    KeyKind Kind,
    IReadOnlyList<string> Words,
    double? Minimum,
    double? Maximum,
    bool MinimumIsExclusive,
    bool MaximumIsExclusive)
{
    public bool IsScalar => Kind is not (KeyKind.List or KeyKind.Map or KeyKind.SecretMap or KeyKind.Block or KeyKind.Any);

    public bool IsSecret => Kind is KeyKind.Secret or KeyKind.SecretMap;

    /// <summary>The bounds in words for a message; empty when there are none.</summary>
    public string Bounds
    {
        get
        {
            var from = Minimum is { } minimum ? (MinimumIsExclusive ? "more than " : "at least ") + Show(minimum) : "";
            var to = Maximum is { } maximum ? (MaximumIsExclusive ? "less than " : "at most ") + Show(maximum) : "";
            return from.Length > 0 && to.Length > 0 ? $"{from} and {to}" : from + to;
        }
    }

    /// <summary>True when a value lies within the bounds.</summary>
    public bool Contains(double value) =>
        (Minimum is not { } minimum || (MinimumIsExclusive ? value > minimum : value >= minimum))
        && (Maximum is not { } maximum || (MaximumIsExclusive ? value < maximum : value <= maximum));

    /// <summary>Reads the type column of the table of known keys.</summary>
    public static KeyType Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? text : text[..open];
        var argument = open < 0 ? "" : text[(open + 1)..^1];
        var kind = name switch
        {
            "string" => KeyKind.String,
            "secret" => KeyKind.Secret,
            "int" => KeyKind.Integer,
            "bytes" => KeyKind.Bytes,
            "duration" => KeyKind.Duration,
            "float" => KeyKind.Float,
            "bool" => KeyKind.Boolean,
            "enum" => KeyKind.Enumeration,
            "list" => KeyKind.List,
            "map" => KeyKind.Map,
            "secretmap" => KeyKind.SecretMap,
            "block" => KeyKind.Block,
            "any" => KeyKind.Any,
            _ => throw new InvalidDataException($"table of known keys: no type \"{text}\""),
        };
        if (kind == KeyKind.Enumeration)
        {
            var words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new(kind, [.. words.Select(static word => word == "\"\"" ? "" : word)], null, null, false, false);
        }
        if (argument.Length == 0)
            return new(kind, [], null, null, false, false);

        var dots = argument.IndexOf("..", StringComparison.Ordinal);
        var from = argument[..dots];
        var to = argument[(dots + 2)..];
        return new(
            kind, [], Bound(from.TrimStart('>')), Bound(to.TrimStart('<')), from.StartsWith('>'), to.StartsWith('<'));

        static double? Bound(string text) =>
            text.Length == 0 ? null : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private string Show(double bound) => Kind == KeyKind.Duration
        ? ScalarParser.FormatDuration((long)bound)
        : bound.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
