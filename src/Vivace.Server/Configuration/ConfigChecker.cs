namespace Vivace.Server.Configuration;

/// <summary>Holds a configuration file against the table of known keys: types, ranges, words, unknown and misplaced keys,
/// and what has no effect. Every finding is reported, not the first alone.</summary>
internal sealed class ConfigChecker(string source, Settings settings, ProblemList problems, bool unknownKeysAreErrors)
{
    private readonly List<(string Target, KnownKey Key, object Value, ConfigOrigin Origin, string From)> _mapped = [];
    private ConfigOrigin? _flatLimits;

    /// <summary>Checks the root of a file and keeps its values in the settings.</summary>
    public void Check(ConfigMapping root) => CheckBlock(root, settings.Keys.Root, "", null);

    /// <summary>Checks a value given by a flag and keeps it.</summary>
    public static void CheckFlag(FlagValue flag, Settings settings, ProblemList problems)
    {
        var origin = new ConfigOrigin(flag.Flag, null);
        if (flag.Key.Status is KeyStatus.Later)
            problems.Notice(origin, flag.Path, "is read but not yet in force");
        else if (flag.Key.Status is KeyStatus.NoEffect or KeyStatus.Warned)
            problems.Notice(origin, flag.Path, "has no effect" + (flag.Key.Note.Length > 0 ? $": {flag.Key.Note}" : ""));

        object? value = SplitList(flag.Text);
        if (flag.Key.Type.Kind != KeyKind.List)
        {
            value = ScalarValue.Read(flag.Key.Type, flag.Text, out var error);
            if (value is null)
            {
                problems.Error(origin, "", error!);
                return;
            }
        }
        settings.Set(new(flag.Path, flag.Key, value, origin));
        for (var path = flag.Path; path.LastIndexOf('.') is >= 0 and var dot; path = path[..dot])
            settings.MarkPresent(path[..dot], path[(dot + 1)..], origin);
    }

    private void CheckBlock(ConfigMapping mapping, KnownKey block, string path, KeyStatus? saidAbove)
    {
        foreach (var entry in mapping.Entries)
        {
            var origin = new ConfigOrigin(source, entry.KeyPosition);
            var entryPath = Settings.Join(path, entry.Key);
            if (block.Find(entry.Key) is not { } key)
            {
                ReportUnknown(origin, entry.Key, entryPath, block);
                continue;
            }
            settings.MarkPresent(path, entry.Key, origin);
            var said = ReportStatus(origin, entryPath, key, entry.Value, saidAbove);
            CheckValue(entry.Value, key, entryPath, origin, said);
        }
    }

    private void CheckValue(ConfigNode node, KnownKey key, string path, ConfigOrigin origin, KeyStatus? said)
    {
        if (node is ConfigScalar { IsNull: true } || key.Type.Kind == KeyKind.Any)
            return;
        if (key.Element is { } element)
        {
            CheckElements(node, element, path, said);
            return;
        }
        switch (key.Type.Kind)
        {
            case KeyKind.Block:
                if (node is ConfigMapping mapping)
                    CheckBlock(mapping, key, path, said);
                else
                    WrongShape(node, path, Example(key));
                break;
            case KeyKind.List:
                if (ReadList(node, path) is { } list)
                    settings.Set(new(path, key, list, origin));
                break;
            case KeyKind.Map or KeyKind.SecretMap:
                CheckMap(node, key, path, origin);
                break;
            default:
                if (node is ConfigScalar scalar)
                    CheckScalar(scalar, key, path);
                else
                    WrongShape(node, path, "one value");
                break;
        }
    }

    private void CheckScalar(ConfigScalar scalar, KnownKey key, string path)
    {
        var origin = new ConfigOrigin(source, scalar.Position);
        var value = ScalarValue.Read(key.Type, scalar.Text, out var error);
        if (value is null)
        {
            problems.Error(origin, path, error!);
            return;
        }
        if (key.Type.Kind == KeyKind.Duration && value is long and >= 1 and <= 999_999
            && ScalarParser.TryDuration(scalar.Text, out _, out var isBareNumber) && isBareNumber)
            problems.Suspect(
                origin, path, $"{scalar.Text} without a unit is that many nanoseconds; write \"{scalar.Text}s\" for seconds");
        settings.Set(new(path, key, value, origin));
        if (key.Status == KeyStatus.Mapped)
            SetMapped(key, path, value, origin);
    }

    private void CheckElements(ConfigNode node, KnownKey element, string path, KeyStatus? said)
    {
        if (node is not ConfigSequence sequence)
        {
            WrongShape(node, path, "a list of mappings, each after a dash");
            return;
        }
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            var name = string.Create(null, $"[{i}]");
            var itemPath = path + name;
            var item = sequence.Items[i];
            settings.MarkPresent(path, name, new(source, item.Position));
            if (item is ConfigMapping mapping)
                CheckBlock(mapping, element, itemPath, said);
            else
                WrongShape(item, itemPath, Example(element));
        }
    }

    private void CheckMap(ConfigNode node, KnownKey key, string path, ConfigOrigin origin)
    {
        if (node is not ConfigMapping mapping)
        {
            WrongShape(node, path, "names with a value each, like \"team: shop\"");
            return;
        }
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            if (entry.Value is ConfigScalar value)
                map[entry.Key] = value.Text;
            else if (key.Type.Kind != KeyKind.SecretMap)
                WrongShape(entry.Value, Settings.Join(path, entry.Key), "one value");
        }
        settings.Set(new(path, key, map, origin));
    }

    private IReadOnlyList<string>? ReadList(ConfigNode node, string path)
    {
        switch (node)
        {
            case ConfigScalar scalar:
                return SplitList(scalar.Text);
            case ConfigSequence sequence:
                var items = new List<string>();
                foreach (var item in sequence.Items)
                    if (item is ConfigScalar text)
                        items.Add(text.Text);
                    else
                        WrongShape(item, path, "one value for each element");
                return items;
            case ConfigMapping mapping when mapping.Entries.All(static entry => entry.Value is ConfigScalar { IsNull: true }):
                return [.. mapping.Entries.Select(static entry => entry.Key)]; // 2.x wrote processors as "{service-graphs: }"
            default:
                WrongShape(node, path, "a list like \"[a, b]\"");
                return null;
        }
    }

    /// <summary>Gives the value of an old spelling to the new one, unless the new one is written too.</summary>
    private void SetMapped(KnownKey key, string path, object value, ConfigOrigin origin)
    {
        if (ReplacementPath(key, path) is not { } target || settings.Keys.Find(target) is not { } known)
            return;
        _mapped.Add((target, known, value, origin, path));
    }

    /// <summary>Brings old spellings into force after the whole file is read, when it is known which new ones are written.</summary>
    public void ApplyMapped()
    {
        if (_flatLimits is { } flat && settings.Written.FirstOrDefault(IsNestedLimit) is { } nested)
            problems.Error(
                flat, "overrides",
                $"mixes limits in the flat form with the nested {nested.Path} at {nested.Origin}; write all of them nested");
        foreach (var (target, key, value, origin, from) in _mapped)
        {
            if (settings.Find(target) is not { } newer)
                settings.Set(new(target, key, value, origin));
            else if (!Equals(newer.Value, value))
                problems.Notice(origin, from, $"ignored, because {target} is set at {newer.Origin}");
        }
    }

    private static bool IsNestedLimit(Setting setting) =>
        setting.Path.StartsWith("overrides.defaults.", StringComparison.Ordinal) && setting.Key.Status != KeyStatus.Mapped;

    private static string? ReplacementPath(KnownKey key, string path)
    {
        if (key.Note.Length == 0)
            return null;
        if (!path.StartsWith("overrides.", StringComparison.Ordinal))
            return key.Note;
        return path.LastIndexOf('.') is var end && path[..end] == "overrides" ? $"overrides.defaults.{key.Note}" : $"{path[..end]}.{key.Note}";
    }

    private KeyStatus? ReportStatus(ConfigOrigin origin, string path, KnownKey key, ConfigNode value, KeyStatus? saidAbove)
    {
        if (key.Status is not { } status || status == saidAbove || IsOff(value))
            return saidAbove;
        var reason = key.Note.Length == 0 ? "" : $": {key.Note}";
        switch (status)
        {
            case KeyStatus.Later:
                problems.Notice(origin, path, "is read but not yet in force" + reason);
                return status;
            case KeyStatus.NoEffect:
                problems.Notice(origin, path, "has no effect" + reason);
                return status;
            case KeyStatus.Warned:
                problems.Warning(origin, path, "has no effect" + reason);
                return status;
            case KeyStatus.Mapped when path.StartsWith("overrides.", StringComparison.Ordinal):
                if (_flatLimits is null)
                    problems.Notice(
                        origin, path, $"limits in the flat form of Tempo 2 are read as if nested: {ReplacementPath(key, path)}");
                _flatLimits ??= origin;
                return saidAbove;
            case KeyStatus.Mapped:
                problems.Notice(origin, path, $"is read as {key.Note}");
                return saidAbove;
            default:
                return saidAbove;
        }

        // A value that turns nothing on needs no word: "signature_v2: false".
        bool IsOff(ConfigNode node) => status is KeyStatus.Warned
            && node is ConfigScalar { Text: "" or "false" or "False" or "FALSE" };
    }

    private void ReportUnknown(ConfigOrigin origin, string name, string path, KnownKey block)
    {
        var shown = ScalarValue.Quote(path)[1..^1];
        var message = "unknown key";
        var siblings = block.Children.Where(static child => child.Name is not ("*" or "[]"));
        var elsewhere = settings.Keys.All()
            .Concat(Blocks(settings.Keys.Root))
            .Where(key => string.Equals(key.Name, name, StringComparison.Ordinal))
            .Select(static key => key.Path)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(key => Spelling.Distance(Cut(key), Cut(path)))
            .Take(3)
            .ToList();
        if (elsewhere.Count > 0)
            message += $" here; it belongs at {string.Join(" or ", elsewhere)}";
        else if (Spelling.Nearest(name, siblings.Select(static child => child.Name.Replace("/*", "", StringComparison.Ordinal))) is { } meant)
            message += $"; did you mean \"{meant}\"?";

        if (unknownKeysAreErrors)
            problems.Error(origin, shown, message);
        else
            problems.Suspect(origin, shown, message + " (ignored)");

        static string Cut(string text) => text.Length > 200 ? text[..200] : text;
    }

    private static IEnumerable<KnownKey> Blocks(KnownKey key) =>
        key.Children.SelectMany(static child => Blocks(child).Prepend(child)).Where(static child => child.Children.Count > 0);

    private void WrongShape(ConfigNode node, string path, string expected)
    {
        var found = node switch
        {
            ConfigMapping => "a mapping",
            ConfigSequence => "a list",
            _ => "a single value",
        };
        problems.Error(new(source, node.Position), path, $"expected {expected}, found {found}");
    }

    private static string Example(KnownKey block)
    {
        var child = block.Children.Count > 0 ? block.Children[0].Name.Replace("/*", "", StringComparison.Ordinal) : "key";
        return $"keys with values, like \"{child}: ...\"";
    }

    private static string[] SplitList(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
