namespace Vivace.Server.Configuration;

/// <summary>A place in the configuration text, both counted from one.</summary>
internal readonly record struct TextPosition(int Line, int Column)
{
    public override string ToString() => string.Create(null, $"{Line}:{Column}");
}

/// <summary>A node of the configuration file as written, with its place.</summary>
internal abstract record ConfigNode(TextPosition Position);

/// <summary>A scalar. <see cref="IsPlain"/> tells whether it stood there without quotes, which decides what null is.</summary>
internal sealed record ConfigScalar(string Text, bool IsPlain, TextPosition Position) : ConfigNode(Position)
{
    public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");
}

/// <summary>A list.</summary>
internal sealed record ConfigSequence(IReadOnlyList<ConfigNode> Items, TextPosition Position) : ConfigNode(Position);

/// <summary>A key of a mapping with its value; <see cref="KeyPosition"/> is where the key stands.</summary>
internal readonly record struct ConfigEntry(string Key, TextPosition KeyPosition, ConfigNode Value);

/// <summary>A mapping in the order written, merge keys already resolved, every key once.</summary>
internal sealed record ConfigMapping(IReadOnlyList<ConfigEntry> Entries, TextPosition Position) : ConfigNode(Position);
