using Vivace.OpenTelemetry.Configuration;

namespace Vivace.OpenTelemetry.Filtering;

/// <summary>Reads filters: directives <c>LEVEL</c>, <c>NAME</c> (all of it) and <c>NAME=LEVEL</c>, separated by commas.</summary>
internal static class FilterParser
{
    private const string Levels = "the levels are off, error, warn, info, debug and trace";

    /// <summary>Reads a filter.</summary>
    /// <exception cref="FilterFormatException">A directive cannot be read; the first mistake is told.</exception>
    public static TracingFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var directives = new List<FilterDirective>();
        var start = 0;
        while (true)
        {
            var comma = text.IndexOf(',', start);
            var end = comma < 0 ? text.Length : comma;
            directives.Add(Directive(text, start, end));
            if (comma < 0)
                return new TracingFilter(directives);

            start = comma + 1;
        }
    }

    private static FilterDirective Directive(string text, int start, int end)
    {
        Trim(text, ref start, ref end);
        if (start == end)
            throw Wrong("a directive such as debug or my.source=trace is missing here", start);

        var equals = text.IndexOf('=', start, end - start);
        if (equals < 0)
        {
            var word = text.AsSpan(start, end - start);
            if (TracingLevels.TryParse(word, out var all))
                return new FilterDirective(string.Empty, all);
            if (TracingLevels.IsForeign(word, out var meant))
                throw Wrong($"\"{word}\" is not a level here, {meant} is; for a source of that name write {word}=trace", start);

            return new FilterDirective(Name(text, start, end), TracingLevel.Trace);
        }

        var (nameStart, nameEnd) = (start, equals);
        Trim(text, ref nameStart, ref nameEnd);
        if (nameStart == nameEnd)
            throw Wrong("a source name is missing before '='", start);

        var name = Name(text, nameStart, nameEnd);
        var (levelStart, levelEnd) = (equals + 1, end);
        Trim(text, ref levelStart, ref levelEnd);
        var level = text.AsSpan(levelStart, levelEnd - levelStart);
        if (level.IsEmpty)
            throw Wrong($"a level is missing after '='; {Levels}", equals + 1);
        if (TracingLevels.TryParse(level, out var parsed))
            return new FilterDirective(name, parsed);

        var hint = TracingLevels.IsForeign(level, out var known) ? $"write {known}" : Levels;
        throw Wrong($"\"{SettingCheck.Quoted(level.ToString())}\" is not a level; {hint}", levelStart);
    }

    private static string Name(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] is '[' or '{' or ']' or '}')
                throw Wrong("directives by span name or field ([...], {...}) are not supported; use the name of the source", i);
            if (text[i] == '*')
                throw Wrong("names match by how they begin, without '*'", i);
            if (char.IsWhiteSpace(text[i]) || char.IsControl(text[i]) || text[i] is '"' or '\'' or ';')
                throw Wrong("a source name has no white space, quotes or ';'; directives are separated by commas", i);
        }

        return text[start..end];
    }

    private static void Trim(string text, ref int start, ref int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
    }

    private static FilterFormatException Wrong(string reason, int index) => new(reason, index + 1);
}
