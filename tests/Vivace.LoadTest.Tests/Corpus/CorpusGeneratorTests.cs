using System.Numerics;
using Vivace.LoadTest.Corpus;
using Vivace.LoadTest.Replaying;

namespace Vivace.LoadTest.Tests.Corpus;

public sealed class CorpusGeneratorTests
{
    private static readonly CorpusOptions Small = new()
    {
        Spans = 3000,
        End = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    [Fact]
    public void The_default_size_has_the_spans_and_traces_of_the_comparison()
    {
        var sizes = TraceSizes.Draw(CorpusOptions.DefaultSpans, new CorpusRandom(CorpusOptions.DefaultSeed));

        Assert.Equal(40_704, sizes.Length);
        Assert.Equal(1_000_042, sizes.Sum(size => (long)size));
        Assert.All(sizes, size => Assert.InRange(size, 5, 44));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(44)]
    [InlineData(45)]
    [InlineData(100)]
    [InlineData(12_345)]
    public void Other_sizes_come_out_exactly_too(int spans)
    {
        var sizes = TraceSizes.Draw(spans, new CorpusRandom(7));

        Assert.Equal(spans, sizes.Sum(size => (long)size));
        Assert.All(sizes, size => Assert.InRange(size, 5, 44));
    }

    [Fact]
    public void The_bytes_of_a_seed_never_change() => Assert.Equal(3_932_786_819, Checksum(Small));

    [Fact]
    public void Another_end_moves_the_times_and_changes_nothing_else()
    {
        var shift = TimeSpan.FromSeconds(123_456.7);
        var moved = Messages(Small with { End = Small.End + shift });

        var expected = Messages(Small);
        foreach (var message in expected)
            SpanTimes.Shift(message, shift.Ticks * TimeSpan.NanosecondsPerTick);

        Assert.Equal(expected, moved);
    }

    [Fact]
    public void Facts_are_those_of_the_requests()
    {
        var generator = new CorpusGenerator(Small);
        var requests = generator.Requests().ToList();

        Assert.Equal(3000, generator.Facts.Spans);
        Assert.Equal(3000, requests.Sum(request => request.SpanCount));
        Assert.Equal(3000, generator.Facts.TraceSpanCounts.Sum());
        Assert.All(requests, request => Assert.Equal(request.SpanCount, SpanTimes.Read(request.Message.ToArray()).SpanCount));
        Assert.Equal(
            generator.Facts.LastUnixNanoseconds, requests.Max(request => SpanTimes.Read(request.Message.ToArray()).LastUnixNanoseconds));
    }

    [Fact]
    public void No_span_ends_after_the_end_asked_for()
    {
        var generator = new CorpusGenerator(Small);
        Assert.NotEmpty(generator.Requests().ToList());

        var end = (ulong)(Small.End - DateTimeOffset.UnixEpoch).Ticks * 100;
        Assert.InRange(generator.Facts.LastUnixNanoseconds, end - 30_000_000_000, end);
    }

    private static List<byte[]> Messages(CorpusOptions options) =>
        [.. new CorpusGenerator(options).Requests().Select(request => request.Message.ToArray())];

    private static uint Checksum(CorpusOptions options) =>
        Messages(options).SelectMany(message => message).Aggregate(uint.MaxValue, BitOperations.Crc32C);
}
