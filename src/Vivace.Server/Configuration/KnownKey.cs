namespace Vivace.Server.Configuration;

/// <summary>One entry of the table of known keys, with those below it.</summary>
internal sealed class KnownKey(string name, string path)
{
    private readonly List<KnownKey> _children = [];

    /// <summary>The last part of the path; <c>[]</c> for a list's element, <c>*</c> for any name, <c>name/*</c> for a name with an
    /// optional suffix.</summary>
    public string Name { get; } = name;

    /// <summary>The full path as the table has it.</summary>
    public string Path { get; } = path;

    /// <summary>The type; a block until the table says otherwise.</summary>
    public KeyType Type { get; set; } = KeyType.Parse("block");

    /// <summary>The default as written in the table; empty when there is none.</summary>
    public string Default { get; set; } = "";

    /// <summary>The status; null for a block that is only the way to its children.</summary>
    public KeyStatus? Status { get; set; }

    /// <summary>The reason or the replacement.</summary>
    public string Note { get; set; } = "";

    /// <summary>The keys below, in the table's order.</summary>
    public IReadOnlyList<KnownKey> Children => _children;

    /// <summary>The entry for the elements of a list of mappings; null for other keys.</summary>
    public KnownKey? Element => _children.Find(static child => child.Name == "[]");

    /// <summary>The child that a name in a file means; null when it is not known.</summary>
    public KnownKey? Find(string name)
    {
        KnownKey? wildcard = null;
        foreach (var child in _children)
        {
            if (string.Equals(child.Name, name, StringComparison.Ordinal))
                return child;
            if (child.Name == "*")
                wildcard = child;
            else if (child.Name.EndsWith("/*", StringComparison.Ordinal) && HasSuffix(child.Name.AsSpan(..^2), name))
                wildcard ??= child;
        }
        return wildcard;
    }

    internal KnownKey GetOrAdd(string name)
    {
        if (_children.Find(child => string.Equals(child.Name, name, StringComparison.Ordinal)) is { } known)
            return known;
        var separator = name == "[]" || Path.Length == 0 ? "" : ".";
        var added = new KnownKey(name, Path + separator + name);
        _children.Add(added);
        return added;
    }

    private static bool HasSuffix(ReadOnlySpan<char> stem, ReadOnlySpan<char> name) =>
        name.StartsWith(stem, StringComparison.Ordinal) && (name.Length == stem.Length || name[stem.Length] == '/');
}
