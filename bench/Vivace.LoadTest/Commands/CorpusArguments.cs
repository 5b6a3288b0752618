using System.CommandLine;
using System.Globalization;
using Vivace.LoadTest.Corpus;

namespace Vivace.LoadTest.Commands;

/// <summary>The options by which every command names a corpus.</summary>
internal sealed class CorpusArguments
{
    private readonly Option<long> _spans = new("--spans")
    {
        Description = "Size of the corpus; 1000000 gives the 1,000,042 spans of the comparison.",
        DefaultValueFactory = _ => CorpusOptions.DefaultSpans,
    };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "Another seed gives another corpus of the same kind.",
        DefaultValueFactory = _ => CorpusOptions.DefaultSeed,
    };

    private readonly Option<string?> _end = new("--end")
    {
        Description = "When the last span ends, as 2026-01-02T03:04:05Z; now if not given.",
    };

    private readonly Option<double> _minutes = new("--minutes")
    {
        Description = "The time over which the traces start.",
        DefaultValueFactory = _ => 5,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_spans);
        command.Options.Add(_seed);
        command.Options.Add(_end);
        command.Options.Add(_minutes);
    }

    public CorpusOptions Read(ParseResult arguments)
    {
        var end = arguments.GetValue(_end) is { } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : TimeProvider.System.GetUtcNow();
        return new CorpusOptions
        {
            Spans = arguments.GetValue(_spans),
            Seed = arguments.GetValue(_seed),
            End = end,
            Length = TimeSpan.FromMinutes(arguments.GetValue(_minutes)),
        };
    }
}
