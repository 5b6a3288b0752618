using System.Text;

namespace Vivace.Server.Configuration;

/// <summary>What settings are for, as the tables of docs/configuration.md say it: the page and the documentation cannot differ.</summary>
internal sealed class SettingDescriptions
{
    private const string ResourceName = "Vivace.Server.Configuration.configuration.md";
    private static readonly Lazy<SettingDescriptions> LazyShipped = new(static () => Parse(ReadResource()));

    private readonly Dictionary<string, string> _byKey = new(StringComparer.Ordinal);

    /// <summary>Those of this release.</summary>
    public static SettingDescriptions Shipped => LazyShipped.Value;

    /// <summary>The keys as the tables name them: whole, or below the keys that their section names.</summary>
    public IReadOnlyCollection<string> Keys => _byKey.Keys;

    /// <summary>Reads the tables whose first column is called <c>Key</c>.</summary>
    public static SettingDescriptions Parse(string markdown)
    {
        var descriptions = new SettingDescriptions();
        var isTable = false;
        foreach (var line in markdown.Split('\n'))
        {
            if (!line.StartsWith("| ", StringComparison.Ordinal))
            {
                isTable &= line.StartsWith('|'); // the line below the head
                continue;
            }

            var cells = line.Trim().Trim('|').Split('|', 3, StringSplitOptions.TrimEntries);
            if (cells.Length < 3)
                continue;
            if (cells[0].StartsWith("Key", StringComparison.Ordinal))
                isTable = true;
            else if (isTable)
                descriptions.Add(cells[0], Plain(cells[2]));
        }

        return descriptions;
    }

    /// <summary>What a setting is for: of its own row, the row of its last parts, or that of a block above it; empty without.</summary>
    public string Find(string path)
    {
        if (_byKey.TryGetValue(path, out var own))
            return own;
        var best = "";
        var isBestLast = false;
        foreach (var key in _byKey.Keys)
        {
            var isLast = path.EndsWith("." + key, StringComparison.Ordinal);
            var isBlock = path.StartsWith(key + ".", StringComparison.Ordinal) || path.Contains($".{key}.", StringComparison.Ordinal);
            if ((isLast && !isBestLast) || ((isLast || (isBlock && !isBestLast)) && key.Length > best.Length))
                (best, isBestLast) = (key, isLast);
        }

        return best.Length == 0 ? "" : _byKey[best];
    }

    private void Add(string names, string description)
    {
        var parent = "";
        foreach (var name in Quoted(names))
        {
            foreach (var key in Expand(name))
            {
                // The second of two names may go without what the first begins with.
                var dot = key.LastIndexOf('.');
                _byKey.TryAdd(dot < 0 && parent.Length > 0 ? $"{parent}.{key}" : key, description);
                parent = dot < 0 ? parent : key[..dot];
            }
        }
    }

    private static IEnumerable<string> Quoted(string text) => text.Split('`').Where(static (_, index) => index % 2 == 1);

    private static IEnumerable<string> Expand(string pattern)
    {
        var open = pattern.IndexOf('{', StringComparison.Ordinal);
        if (open < 0)
            return [pattern];
        var close = pattern.IndexOf('}', open);
        return pattern[(open + 1)..close].Split(',')
            .SelectMany(word => Expand(pattern[..open] + word.Trim() + pattern[(close + 1)..]));
    }

    private static string Plain(string cell) => cell.TrimEnd('|', ' ').Replace("`", "", StringComparison.Ordinal);

    private static string ReadResource()
    {
        using var stream = typeof(SettingDescriptions).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidDataException($"the resource {ResourceName} is missing from the program");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
