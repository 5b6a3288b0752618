using System.Text.RegularExpressions;
using Vivace.Server.Tests;
using YamlDotNet.RepresentationModel;

namespace ReifyDb.Tests.Stack;

/// <summary>A compose file of infra/tracing.</summary>
internal sealed partial class ComposeFile
{
    private ComposeFile(string text, YamlMappingNode root)
    {
        Text = text;
        Root = root;
    }

    public static string Folder { get; } = Path.Combine(Repository.Folder, "infra", "tracing");

    public string Text { get; }

    public YamlMappingNode Root { get; }

    public IEnumerable<string> ServiceNames => Map(Root, "services").Children.Keys.Select(static key => key.ToString());

    /// <summary>Variables that are replaced, with their defaults.</summary>
    public IEnumerable<(string Name, string Default)> Variables =>
        Variable().Matches(Text).Select(static match => (match.Groups["name"].Value, match.Groups["default"].Value));

    public static ComposeFile Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return new ComposeFile(text, (YamlMappingNode)yaml.Documents.Single().RootNode);
    }

    public YamlMappingNode Service(string name) => Map(Map(Root, "services"), name);

    public static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node.Children[new YamlScalarNode(key)];

    public static IReadOnlyList<string> List(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var list)
        ? [.. ((YamlSequenceNode)list).Children.Select(static item => item.ToString())]
        : [];

    public static IReadOnlyDictionary<string, string> Values(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var map)
        ? ((YamlMappingNode)map).Children.ToDictionary(static pair => pair.Key.ToString(), static pair => pair.Value.ToString(), StringComparer.Ordinal)
        : new Dictionary<string, string>();

    /// <summary>A text with the defaults of its variables.</summary>
    public static string WithDefaults(string text) => Variable().Replace(text, static match => match.Groups["default"].Value);

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+):-(?<default>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
