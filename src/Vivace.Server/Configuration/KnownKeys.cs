using System.Text;

namespace Vivace.Server.Configuration;

/// <summary>The table of all keys that the configuration file may hold, read from <c>known-keys.txt</c>.</summary>
internal sealed class KnownKeys
{
    private const string ResourceName = "Vivace.Server.Configuration.known-keys.txt";
    private static readonly Lazy<KnownKeys> LazyShipped = new(static () => Parse(ReadResource()));

    private readonly Dictionary<string, List<Row>> _templates = new(StringComparer.Ordinal);

    private KnownKeys()
    {
    }

    /// <summary>The table that ships with this release.</summary>
    public static KnownKeys Shipped => LazyShipped.Value;

    /// <summary>The root, a block without a name.</summary>
    public KnownKey Root { get; } = new("", "");

    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">The table is malformed, with the line.</exception>
    public static KnownKeys Parse(string table)
    {
        var keys = new KnownKeys();
        var section = "";
        List<Row>? template = null;
        var number = 0;
        foreach (var rawLine in table.AsSpan().EnumerateLines())
        {
            number++;
            var line = rawLine.Trim().ToString();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1];
                template = null;
                if (section.StartsWith("template ", StringComparison.Ordinal))
                    keys._templates.Add(section["template ".Length..], template = []);
                else if (section == "/")
                    section = "";
                continue;
            }
            foreach (var row in Row.Parse(line, number))
            {
                if (template is not null)
                    template.Add(row);
                else
                    keys.Add(At(keys.Root, section), row, null);
            }
        }
        return keys;
    }

    /// <summary>The entry of a path as written in a file, with list indices like <c>forwarders[0].name</c>; null when unknown.</summary>
    public KnownKey? Find(string path)
    {
        var key = Root;
        foreach (var part in SplitPath(path))
        {
            if (key.Find(part is ['[', ..] ? "[]" : part) is not { } child)
                return null;
            key = child;
        }
        return key;
    }

    /// <summary>Every entry with a status, in the table's order.</summary>
    public IEnumerable<KnownKey> All()
    {
        var stack = new Stack<KnownKey>([Root]);
        while (stack.TryPop(out var key))
        {
            if (key.Status is not null)
                yield return key;
            for (var i = key.Children.Count - 1; i >= 0; i--)
                stack.Push(key.Children[i]);
        }
    }

    private void Add(KnownKey parent, Row row, KeyStatus? status)
    {
        var key = At(parent, row.Path);
        if (row.Template is { } name)
        {
            if (!_templates.TryGetValue(name, out var rows))
                throw new InvalidDataException($"table of known keys, line {row.Line}: no template \"{name}\"");
            foreach (var child in rows)
                Add(key, child, row.Status ?? status);
            return;
        }

        key.Type = row.Type;
        key.Default = row.Default;
        // A template used under a block that is not in force takes its state; what has no effect anyway keeps its reason.
        var own = row.Status!.Value;
        key.Status = own is KeyStatus.Honoured or KeyStatus.Later ? status ?? own : own;
        key.Note = row.Note.EndsWith('.') ? row.Note + UnflattenedName(key.Name, row.Note) : row.Note;
    }

    /// <summary>The last part of the nested path for a flat 2.x name: the name without the words that the path already says.</summary>
    private static string UnflattenedName(string flat, string path)
    {
        var words = path.TrimEnd('.').Replace('.', '_') + "_";
        return flat.StartsWith(words, StringComparison.Ordinal) ? flat[words.Length..] : flat;
    }

    private static KnownKey At(KnownKey from, string path)
    {
        var key = from;
        if (path != "/")
            foreach (var part in SplitPath(path))
                key = key.GetOrAdd(part);
        return key;
    }

    /// <summary>Splits <c>a.b[0].c</c> into <c>a</c>, <c>b</c>, <c>[0]</c>, <c>c</c>.</summary>
    private static IEnumerable<string> SplitPath(string path)
    {
        foreach (var part in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            if (bracket < 0)
            {
                yield return part;
                continue;
            }
            if (bracket > 0)
                yield return part[..bracket];
            yield return part[bracket..];
        }
    }

    private static string ReadResource()
    {
        using var stream = typeof(KnownKeys).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidDataException($"the resource {ResourceName} is missing from the program");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>One line of the table for one path.</summary>
    private sealed record Row(
        int Line, string Path, KeyType Type, string? Template, string Default, KeyStatus? Status, string Note)
    {
        public static IEnumerable<Row> Parse(string line, int number)
        {
            var columns = line.Split('|', 5, StringSplitOptions.TrimEntries);
            if (columns.Length < 4)
                throw new InvalidDataException($"table of known keys, line {number}: expected path | type | default | status | note");

            var template = columns[1].StartsWith("use(", StringComparison.Ordinal) ? columns[1][4..^1] : null;
            var type = KeyType.Parse(template is null ? columns[1] : "block");
            KeyStatus? status = columns[3] switch
            {
                "H" => KeyStatus.Honoured,
                "L" => KeyStatus.Later,
                "M" => KeyStatus.Mapped,
                "N" => KeyStatus.NoEffect,
                "W" => KeyStatus.Warned,
                "" when template is not null => null,
                _ => throw new InvalidDataException($"table of known keys, line {number}: no status \"{columns[3]}\""),
            };
            foreach (var pattern in SplitOutsideBraces(columns[0]))
                foreach (var path in ExpandBraces(pattern.Trim()))
                    yield return new Row(number, path, type, template, columns[2], status, columns.Length > 4 ? columns[4] : "");
        }

        private static IEnumerable<string> SplitOutsideBraces(string text)
        {
            int depth = 0, start = 0;
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '{')
                    depth++;
                else if (text[i] == '}')
                    depth--;
                else if (text[i] == ',' && depth == 0)
                {
                    yield return text[start..i];
                    start = i + 1;
                }
            }
            yield return text[start..];
        }

        private static IEnumerable<string> ExpandBraces(string pattern)
        {
            var open = pattern.IndexOf('{', StringComparison.Ordinal);
            if (open < 0)
                return [pattern];
            var close = pattern.IndexOf('}', open);
            var before = pattern[..open];
            var rests = ExpandBraces(pattern[(close + 1)..]).ToList();
            return from word in pattern[(open + 1)..close].Split(',')
                   from rest in rests
                   select before + word.Trim() + rest;
        }
    }
}
