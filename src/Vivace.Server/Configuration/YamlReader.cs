using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Vivace.Server.Configuration;

/// <summary>Turns YAML text into nodes with positions: anchors, aliases and merge keys are resolved, duplicates and a
/// second document refused.</summary>
/// <remarks>Hostile text cannot run it out of bounds: depth, and the number of nodes that aliases unfold to, are
/// limited.</remarks>
internal sealed class YamlReader
{
    /// <summary>Deepest nesting; a real file has about 12 levels. Bounds the recursion.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most nodes after aliases are unfolded; a large real file has some thousands.</summary>
    public const int MaxNodes = 200_000;

    private readonly string _source;
    private readonly ProblemList _problems;
    private readonly Dictionary<string, (ConfigNode Node, int Size)> _anchors = new(StringComparer.Ordinal);
    private readonly Parser _parser;
    private int _size;

    private YamlReader(string source, string text, ProblemList problems)
    {
        _source = source;
        _problems = problems;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads one document.</summary>
    /// <param name="source">Name of the file for messages.</param>
    /// <param name="text">The text.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The root mapping; an empty one when the text has no content; null when it cannot be read.</returns>
    public static ConfigMapping? Read(string source, string text, ProblemList problems)
    {
        try
        {
            return new YamlReader(source, text, problems).ReadDocument();
        }
        catch (ConfigReadException unreadable)
        {
            problems.Error(new(source, unreadable.Position), "", unreadable.Message);
        }
        catch (YamlException malformed)
        {
            problems.Error(new(source, At(malformed.Start)), "", $"not valid YAML: {Reason(malformed)}");
        }
        catch (InvalidOperationException confused)
        {
            // The parser answers some malformed texts so, without a place.
            problems.Error(new(source, new TextPosition(1, 1)), "", $"not valid YAML: {confused.Message}");
        }
        return null;
    }

    private ConfigMapping? ReadDocument()
    {
        Next<StreamStart>();
        if (!_parser.MoveNext() || _parser.Current is StreamEnd)
            return new ConfigMapping([], new TextPosition(1, 1));

        _parser.MoveNext();
        var root = ReadNode(0);
        Next<DocumentEnd>();
        if (_parser.MoveNext() && _parser.Current is DocumentStart second)
            throw new ConfigReadException(
                At(second.Start), "a second document starts here; a configuration file holds one. Remove the \"---\"");

        switch (root)
        {
            case ConfigMapping mapping:
                return mapping;
            case ConfigScalar { IsNull: true }:
                return new ConfigMapping([], root.Position);
            default:
                _problems.Error(
                    new(_source, root.Position), "", "expected keys with values at the top level, like \"server:\"");
                return null;
        }
    }

    /// <summary>Reads the node whose first event is current.</summary>
    private ConfigNode ReadNode(int depth)
    {
        if (depth > MaxDepth)
            throw new ConfigReadException(At(_parser.Current!.Start), $"nested deeper than {MaxDepth} levels");

        var sizeBefore = Count();
        switch (_parser.Current)
        {
            case AnchorAlias alias:
                if (!_anchors.TryGetValue(alias.Value.Value, out var known))
                    throw new ConfigReadException(
                        At(alias.Start), $"alias \"*{alias.Value.Value}\" has no anchor \"&{alias.Value.Value}\" before it");
                Count(known.Size);
                return known.Node;
            case Scalar scalar:
                var text = new ConfigScalar(
                    scalar.Value, scalar.Style == ScalarStyle.Plain && !scalar.Tag.Equals(new TagName("tag:yaml.org,2002:str")),
                    At(scalar.Start));
                return Remember(scalar.Anchor, text, sizeBefore);
            case SequenceStart start:
                var items = new List<ConfigNode>();
                while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
                    items.Add(ReadNode(depth + 1));
                return Remember(start.Anchor, new ConfigSequence(items, At(start.Start)), sizeBefore);
            case MappingStart start:
                return Remember(start.Anchor, ReadMapping(start, depth), sizeBefore);
            default:
                throw new ConfigReadException(At(_parser.Current?.Start ?? Mark.Empty), "unexpected end of the text");
        }
    }

    private ConfigMapping ReadMapping(MappingStart start, int depth)
    {
        var own = new List<ConfigEntry>();
        var places = new Dictionary<string, TextPosition>(StringComparer.Ordinal);
        var merged = new List<ConfigMapping>();
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            if (_parser.Current is not Scalar key)
                throw new ConfigReadException(At(_parser.Current!.Start), "a key must be plain text, not a list or a mapping");

            var place = At(key.Start);
            var name = key.Value;
            var isMerge = name == "<<" && key.Style == ScalarStyle.Plain;
            _parser.MoveNext();
            var value = ReadNode(depth + 1);
            if (isMerge)
                AddMerged(value, merged);
            else if (places.TryAdd(name, place))
                own.Add(new ConfigEntry(name, place, value));
            else
                _problems.Error(
                    new(_source, place), name,
                    $"duplicate key: first on line {places[name].Line}, again on line {place.Line}; keep one");
        }

        // The mapping's own keys win over merged ones, and an earlier merge over a later one.
        foreach (var mapping in merged)
            foreach (var entry in mapping.Entries)
                if (places.TryAdd(entry.Key, entry.KeyPosition))
                    own.Add(entry);
        return new ConfigMapping(own, At(start.Start));
    }

    private void AddMerged(ConfigNode value, List<ConfigMapping> merged)
    {
        switch (value)
        {
            case ConfigMapping mapping:
                merged.Add(mapping);
                break;
            case ConfigSequence sequence:
                foreach (var item in sequence.Items)
                    AddMerged(item is ConfigSequence ? new ConfigScalar("", true, item.Position) : item, merged);
                break;
            default:
                _problems.Error(
                    new(_source, value.Position), "<<", "a merge key takes a mapping or a list of mappings, like \"<<: *defaults\"");
                break;
        }
    }

    private ConfigNode Remember(AnchorName anchor, ConfigNode node, int sizeBefore)
    {
        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = (node, _size - sizeBefore);
        return node;
    }

    private int Count(int nodes = 1)
    {
        var before = _size;
        if ((_size += nodes) > MaxNodes)
            throw new ConfigReadException(At(_parser.Current!.Start), $"more than {MaxNodes} values after aliases are unfolded");
        return before;
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (!_parser.MoveNext() || _parser.Current is not T)
            throw new ConfigReadException(At(_parser.Current?.Start ?? Mark.Empty), "unexpected end of the text");
    }

    private static TextPosition At(Mark mark) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    /// <summary>The parser's own words, which may repeat the place that stands in front already.</summary>
    private static string Reason(YamlException malformed)
    {
        var message = malformed.Message;
        var end = message.IndexOf("): ", StringComparison.Ordinal);
        return message.StartsWith('(') && end > 0 ? message[(end + 3)..] : message;
    }

    private sealed class ConfigReadException(TextPosition position, string message) : Exception(message)
    {
        public TextPosition Position { get; } = position;
    }
}
