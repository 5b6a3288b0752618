using System.Collections.Concurrent;
using System.Globalization;

namespace Vivace.TraceQL.Checking.Patterns;

/// <summary>The classes that have names: <c>\d</c>, <c>[:alpha:]</c>, <c>\p{Lu}</c>.</summary>
internal static class NamedSets
{
    public static readonly CodePointSet Digits = CodePointSet.Of(('0', '9'));

    public static readonly CodePointSet Spaces = CodePointSet.Of(('\t', '\n'), ('\f', '\r'), (' ', ' '));

    public static readonly CodePointSet WordCharacters = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    private static readonly string[] CategoryNames =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private static readonly ConcurrentDictionary<string, CodePointSet> Categories = new(StringComparer.Ordinal);

    /// <summary>The set of a name inside <c>[: :]</c>; null if there is none.</summary>
    public static CodePointSet? Posix(ReadOnlySpan<char> name) => name switch
    {
        "alnum" => CodePointSet.Of(('0', '9'), ('A', 'Z'), ('a', 'z')),
        "alpha" => CodePointSet.Of(('A', 'Z'), ('a', 'z')),
        "ascii" => CodePointSet.Of(('\0', '\x7f')),
        "blank" => CodePointSet.Of(('\t', '\t'), (' ', ' ')),
        "cntrl" => CodePointSet.Of(('\0', '\x1f'), ('\x7f', '\x7f')),
        "digit" => Digits,
        "graph" => CodePointSet.Of(('!', '~')),
        "lower" => CodePointSet.Of(('a', 'z')),
        "print" => CodePointSet.Of((' ', '~')),
        "punct" => CodePointSet.Of(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        "space" => CodePointSet.Of(('\t', '\r'), (' ', ' ')),
        "upper" => CodePointSet.Of(('A', 'Z')),
        "word" => WordCharacters,
        "xdigit" => CodePointSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
        _ => null,
    };

    /// <summary>The set of a general category, such as <c>L</c> or <c>Lu</c>, or <c>Any</c>; null if there is
    /// none. Scripts are not known.</summary>
    public static CodePointSet? Unicode(string name)
    {
        if (name == "Any")
            return CodePointSet.Everything;

        // Go has no class for code points that are not assigned.
        var known = name is { Length: 1 or 2 } && name != "Cn"
            && CategoryNames.Any(category => category.StartsWith(name, StringComparison.Ordinal));
        return known ? Categories.GetOrAdd(name, Build) : null;
    }

    private static CodePointSet Build(string name)
    {
        var ranges = new List<(int, int)>();
        var from = -1;
        for (var codePoint = 0; codePoint <= CodePointSet.Last + 1; codePoint++)
        {
            var isMember = codePoint <= CodePointSet.Last && IsMember(CharUnicodeInfo.GetUnicodeCategory(codePoint));
            if (isMember && from < 0)
                from = codePoint;
            if (!isMember && from >= 0)
            {
                ranges.Add((from, codePoint - 1));
                from = -1;
            }
        }

        return CodePointSet.Of(ranges);

        bool IsMember(UnicodeCategory category) =>
            category != UnicodeCategory.OtherNotAssigned
            && CategoryNames[(int)category].StartsWith(name, StringComparison.Ordinal);
    }
}
