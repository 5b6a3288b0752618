using FsCheck;
using FsCheck.Fluent;
using Vivace.Server.Configuration;
using Xunit;

namespace Vivace.Server.Tests.Configuration;

public sealed class ScalarParserTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("-1", -1L)]
    [InlineData("+7", 7L)]
    [InlineData("1_000_000", 1_000_000L)]
    [InlineData("0x10", 16L)]
    [InlineData("0b101", 5L)]
    [InlineData("0o17", 15L)]
    [InlineData("017", 15L)]
    [InlineData("089", 89L)]
    [InlineData("1.073741824e+09", 1_073_741_824L)]
    [InlineData("1.0e+09", 1_000_000_000L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void Integers_are_read(string text, long expected)
    {
        Assert.True(ScalarParser.TryInteger(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1_0.5")]
    [InlineData("1.5")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData("1__0")]
    [InlineData("0x")]
    [InlineData("0b2")]
    [InlineData("9223372036854775808")]
    [InlineData("1e30")]
    [InlineData("ten")]
    public void What_is_no_integer_is_refused(string text) => Assert.False(ScalarParser.TryInteger(text, out _));

    [Theory]
    [InlineData("500MB", 500_000_000L)]
    [InlineData("64KiB", 65_536L)]
    [InlineData("1.5 GiB", 1_610_612_736L)]
    [InlineData("42", 42L)]
    [InlineData("7b", 7L)]
    public void Bytes_may_have_a_unit(string text, long expected)
    {
        Assert.True(ScalarParser.TryBytes(text, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("5m", 300_000_000_000L)]
    [InlineData("1h30m", 5_400_000_000_000L)]
    [InlineData("1.5s", 1_500_000_000L)]
    [InlineData("250µs", 250_000L)]
    [InlineData("3ns", 3L)]
    [InlineData("0", 0L)]
    [InlineData("14d", 1_209_600_000_000_000L)]
    [InlineData("2w", 1_209_600_000_000_000L)]
    [InlineData("1y", 31_536_000_000_000_000L)]
    public void Durations_are_read(string text, long expected)
    {
        Assert.True(ScalarParser.TryDuration(text, out var value, out _));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("5 minutes")]
    [InlineData("-1s")]
    [InlineData("1")]
    [InlineData("s")]
    [InlineData("1h-2m")]
    [InlineData("1.2.3s")]
    [InlineData("300y")]
    [InlineData("1H")]
    public void What_is_no_duration_is_refused_or_marked(string text) =>
        Assert.True(!ScalarParser.TryDuration(text, out _, out var isBareNumber) || isBareNumber);

    [Fact]
    public void A_written_duration_reads_back() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<long>(),
            number => ScalarParser.TryDuration(ScalarParser.FormatDuration(Math.Abs(number % long.MaxValue)), out var value, out _)
                && value == Math.Abs(number % long.MaxValue)).QuickCheckThrowOnFailure();

    [Fact]
    public void Booleans_have_four_pairs_of_words_in_three_casings()
    {
        foreach (var (words, expected) in new[] { ("true yes on y", true), ("false no off n", false) })
            foreach (var word in words.Split(' '))
                foreach (var text in new[] { word, word.ToUpperInvariant(), char.ToUpperInvariant(word[0]) + word[1..] })
                {
                    Assert.True(ScalarParser.TryBoolean(text, out var value), text);
                    Assert.Equal(expected, value);
                }
        Assert.False(ScalarParser.TryBoolean("tRUE", out _));
    }
}
