using System.Globalization;
using System.Text;
using Vivace.Server.Api;

namespace Vivace.Server.Configuration;

/// <summary>Shows the configuration in force as YAML, for <c>/status/config</c>. Secrets appear as <c>&lt;secret&gt;</c>.</summary>
internal sealed class EffectiveConfig(LoadedConfig config) : IConfigurationStatus
{
    /// <summary>The configuration as YAML, in the order of the table of known keys.</summary>
    public string RenderConfiguration(ConfigurationView view)
    {
        var yaml = new StringBuilder();
        foreach (var line in Lines(config.Settings.Keys.Root, "", view, 0))
            yaml.Append(line).Append('\n');
        return yaml.Length == 0 ? "{}\n" : yaml.ToString();
    }

    /// <summary>What is reloaded at run time. The limits of single tenants are not read yet, so nothing is.</summary>
    public string RenderRuntimeConfiguration(ConfigurationView view) => "overrides: {}\n";

    /// <summary>Every notice and warning, one line each, for <c>/status/config/notices</c>.</summary>
    public string RenderNotices()
    {
        var text = new StringBuilder();
        foreach (var problem in config.Problems)
            text.Append(problem.ToString()).Append('\n');
        return text.ToString();
    }

    private IEnumerable<string> Lines(KnownKey block, string path, ConfigurationView mode, int depth)
    {
        var indent = new string(' ', depth * 2);
        foreach (var key in block.Children)
        {
            if (key.Status is KeyStatus.NoEffect or KeyStatus.Warned or KeyStatus.Mapped || key.Type.Kind == KeyKind.Any)
                continue;
            foreach (var name in NamesOf(config.Settings, key, path, mode))
            {
                var keyPath = Settings.Join(path, name);
                if (key.Type.Kind == KeyKind.Block)
                {
                    if (key.Element is { } element)
                    {
                        foreach (var line in Elements(name, element, keyPath, mode, depth))
                            yield return line;
                        continue;
                    }
                    var first = true;
                    foreach (var line in Lines(key, keyPath, mode, depth + 1))
                    {
                        if (first)
                            yield return $"{indent}{Quote(name)}:";
                        first = false;
                        yield return line;
                    }
                }
                else if (Value(key, keyPath, mode) is { } value)
                {
                    yield return $"{indent}{Quote(name)}: {value}{(key.Status == KeyStatus.Later ? " # not yet in force" : "")}";
                }
            }
        }
    }

    private IEnumerable<string> Elements(string name, KnownKey element, string path, ConfigurationView mode, int depth)
    {
        if (mode == ConfigurationView.Defaults)
            yield break;
        var items = config.Settings.NamesUnder(path);
        if (items.Count > 0)
            yield return $"{new string(' ', depth * 2)}{Quote(name)}:";
        foreach (var item in items)
        {
            // A defaulted value inside an element is not shown: what counts there is what was written.
            var first = true;
            foreach (var line in Lines(element, path + item, ConfigurationView.Differences, depth + 2))
            {
                yield return first ? string.Concat(line.AsSpan(0, (depth * 2) + 2), "- ", line.AsSpan((depth * 2) + 4)) : line;
                first = false;
            }
        }
    }

    /// <summary>The names a key stands for: itself, or what the file has for a wildcard.</summary>
    internal static List<string> NamesOf(Settings settings, KnownKey key, string path, ConfigurationView mode)
    {
        if (!key.Name.EndsWith('*'))
            return [key.Name];
        var written = settings.NamesUnder(path)
            .Where(name => settings.Keys.Find(path)?.Find(name) == key)
            .ToList();
        // With no receiver in the file, the OTLP one is open.
        if (key.Name == "otlp/*" && mode != ConfigurationView.Differences && (written.Count == 0 || mode == ConfigurationView.Defaults))
            return settings.NamesUnder(path).Count == 0 || mode == ConfigurationView.Defaults ? ["otlp"] : [];
        return mode == ConfigurationView.Defaults ? [] : written;
    }

    private string? Value(KnownKey key, string path, ConfigurationView mode)
    {
        var written = mode == ConfigurationView.Defaults ? null : config.Settings.Find(path);
        if (written is null)
            return mode == ConfigurationView.Differences || key.Default.Length == 0 ? null : DefaultOf(key);
        var shown = Format(key.Type, written.Value);
        return mode == ConfigurationView.Differences && shown == DefaultOf(key) ? null : shown;
    }

    /// <summary>The default of a key as a file would hold it; null without.</summary>
    internal static string? DefaultOf(KnownKey key) =>
        key.Default.Length == 0 || !key.Type.IsScalar ? null
        : Format(key.Type, ScalarValue.Read(key.Type, key.Default, out _));

    /// <summary>A value as a file would hold it; null for none.</summary>
    internal static string? Format(KeyType type, object? value) => value switch
    {
        null => null,
        _ when type.Kind == KeyKind.Secret => "<secret>",
        IReadOnlyList<string> list => $"[{string.Join(", ", list.Select(Quote))}]",
        IReadOnlyDictionary<string, string> map =>
            $"{{{string.Join(", ", map.Select(pair => $"{Quote(pair.Key)}: {(type.IsSecret ? "<secret>" : Quote(pair.Value))}"))}}}",
        string text => Quote(text),
        _ => ScalarValue.Format(type, value),
    };

    /// <summary>Text as YAML reads it back as a string: plain when that is safe, in double quotes otherwise.</summary>
    private static string Quote(string text)
    {
        var isPlain = text.Length > 0
            && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or '+')
            && (char.IsAsciiLetter(text[0]) || text[0] is '/' or '_')
            && !ScalarParser.TryBoolean(text, out _) && text is not ("null" or "Null" or "NULL");
        if (isPlain)
            return text;

        var quoted = new StringBuilder("\"");
        foreach (var character in text)
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                < ' ' or (char)0x7f => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => quoted.Append(character),
            };
        return quoted.Append('"').ToString();
    }
}
