using System.Text.RegularExpressions;

namespace ReifyDb.Tests.Stack;

/// <summary>The commands and queries of a guide: blocks of <c>sh</c> and <c>traceql</c>. A line <c># text</c> below a command is a part of what
/// it prints.</summary>
internal static partial class Guide
{
    public static IEnumerable<GuideCommand> Commands(string markdown)
    {
        foreach (var block in Blocks(markdown, "sh"))
        {
            var lines = block.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].StartsWith('#'))
                    continue;
                yield return new GuideCommand(lines[i], [.. lines.Skip(i + 1).TakeWhile(static line => line.StartsWith("# ", StringComparison.Ordinal)).Select(static line => line[2..])]);
            }
        }
    }

    public static IEnumerable<string> Queries(string markdown) => Blocks(markdown, "traceql").Select(static block => block.Trim());

    /// <summary>Targets of links to files.</summary>
    public static IEnumerable<string> Links(string markdown) =>
        Link().Matches(markdown).Select(static match => match.Groups["target"].Value.Split('#')[0]).Where(static target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal));

    private static IEnumerable<string> Blocks(string markdown, string language) =>
        Block().Matches(markdown).Where(match => match.Groups["language"].Value == language).Select(static match => match.Groups["text"].Value);

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
