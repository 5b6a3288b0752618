using FsCheck;
using FsCheck.Fluent;
using Vivace.OpenTelemetry.Filtering;
using Xunit;

namespace Vivace.OpenTelemetry.Tests.Filtering;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("trace", "any", TracingLevel.Trace)]
    [InlineData("off", "any", TracingLevel.Off)]
    [InlineData("WARN", "any", TracingLevel.Warn)]
    [InlineData("4", "any", TracingLevel.Debug)]
    [InlineData("info,my.source=debug", "my.source", TracingLevel.Debug)]
    [InlineData("info,my.source=debug", "my.source.part", TracingLevel.Debug)]
    [InlineData("info,my.source=debug", "my.sources", TracingLevel.Debug)]
    [InlineData("info,my.source=debug", "my", TracingLevel.Info)]
    [InlineData("info,my.source=debug", "not.my.source", TracingLevel.Info)]
    [InlineData("my.source=debug", "other", TracingLevel.Off)]
    [InlineData("my.source", "my.source", TracingLevel.Trace)]
    [InlineData("debug,reifydb=trace,reifydb.wal=off", "reifydb.engine", TracingLevel.Trace)]
    [InlineData("debug,reifydb=trace,reifydb.wal=off", "reifydb.wal.segment", TracingLevel.Off)]
    [InlineData("reifydb.wal=off,reifydb=trace,debug", "reifydb.wal", TracingLevel.Off)]
    [InlineData("reifydb=trace", "ReifyDb.Engine", TracingLevel.Trace)]
    [InlineData("info,a=debug,a=error", "a", TracingLevel.Error)]
    [InlineData(" info , a = debug ", "a", TracingLevel.Debug)]
    public void The_most_specific_directive_wins(string filter, string source, TracingLevel expected) =>
        Assert.Equal(expected, FilterParser.Parse(filter).LevelOf(source));

    [Theory]
    [InlineData("", 1, "is missing here")]
    [InlineData("info,", 6, "is missing here")]
    [InlineData("info,,a=debug", 6, "is missing here")]
    [InlineData("debug,reifydb=trce", 15, "\"trce\" is not a level; the levels are off, error, warn, info, debug and trace")]
    [InlineData("a=", 3, "a level is missing after '='")]
    [InlineData("debug, =info", 8, "a source name is missing before '='")]
    [InlineData("a=b=info", 3, "\"b=info\" is not a level")]
    [InlineData("a=warning", 3, "write warn")]
    [InlineData("info,  Warning", 8, "\"Warning\" is not a level here, warn is")]
    [InlineData("my.*=debug", 4, "without '*'")]
    [InlineData("a[span]=debug", 2, "are not supported")]
    [InlineData("[{user=1}]=debug", 1, "are not supported")]
    [InlineData("a b=debug", 2, "no white space")]
    [InlineData("info;a=debug", 5, "separated by commas")]
    public void A_bad_directive_is_refused_with_its_position(string filter, int position, string reason)
    {
        var refusal = Assert.Throws<FilterFormatException>(() => new TracingConfig().WithFilter(filter));
        Assert.Equal(position, refusal.Position);
        Assert.Contains($"at position {position}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_gives_a_filter_that_prints_and_parses_back_or_a_position_within_it() =>
        Prop.ForAll(Texts(), text =>
        {
            try
            {
                var printed = FilterParser.Parse(text).ToString();
                return FilterParser.Parse(printed).ToString() == printed;
            }
            catch (FilterFormatException refusal)
            {
                return refusal.Position >= 1 && refusal.Position <= text.Length + 1;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Levels_agree_with_a_naive_search() =>
        Prop.ForAll(Filters(), Names(), (directives, name) =>
        {
            var naive = directives.Select((directive, index) => (directive.Name, directive.Level, Index: index))
                .Where(d => name.StartsWith(d.Name, StringComparison.OrdinalIgnoreCase))
                .OrderBy(d => d.Name.Length).ThenBy(d => d.Index)
                .Select(d => (TracingLevel?)d.Level).LastOrDefault() ?? TracingLevel.Off;
            return FilterParser.Parse(string.Join(',', directives.Select(d => $"{d.Name}={d.Level}"))).LevelOf(name) == naive;
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<string> Texts() =>
        Gen.ArrayOf(Gen.Elements("info", "off", "a", "b.c", "=", ",", " ", "[", "*", "trce", "5", "")).Select(string.Concat).ToArbitrary();

    private static Arbitrary<string> Names() =>
        Gen.Elements("a", "A.b", "a.b.c", "ab", "b", "b.a", "c").ToArbitrary();

    private static Arbitrary<(string Name, TracingLevel Level)[]> Filters() =>
        Gen.Zip(Gen.Elements("a", "a.", "A.B", "a.b.c", "b", "ab"), Gen.Elements(Enum.GetValues<TracingLevel>()))
            .Select(pair => (pair.Item1, pair.Item2)).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();
}
