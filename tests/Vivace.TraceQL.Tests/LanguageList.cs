namespace Vivace.TraceQL.Tests;

/// <summary>The list of queries that must be valid (V), refused by the parser (P) or by the checker (X).</summary>
internal static class LanguageList
{
    public static IReadOnlyList<(char Verdict, string Query)> All { get; } = Read();

    public static IEnumerable<string> Valid => All.Where(line => line.Verdict == 'V').Select(line => line.Query);

    public static TheoryData<string> With(char verdict) =>
        [.. All.Where(line => line.Verdict == verdict).Select(line => line.Query)];

    private static List<(char, string)> Read()
    {
        using var stream = typeof(LanguageList).Assembly.GetManifestResourceStream("language.txt")!;
        using var reader = new StreamReader(stream);
        var lines = new List<(char, string)>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                lines.Add((line[0], line[2..]));
        }

        return lines;
    }
}
