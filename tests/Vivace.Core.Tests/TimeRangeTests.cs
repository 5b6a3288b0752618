using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Vivace.Core.Tests;

public sealed class TimeRangeTests
{
    [Fact]
    public void Ranges_overlap_when_they_share_an_instant() =>
        Prop.ForAll(Gen.Choose(0, 6).Four().ToArbitrary(), numbers =>
        {
            var (a, b, c, d) = numbers;
            var range = new TimeRange((ulong)Math.Min(a, b), (ulong)Math.Max(a, b));
            var (start, end) = ((ulong)Math.Min(c, d), (ulong)Math.Max(c, d));
            var shared = Enumerable.Range(0, 7).Select(i => (ulong)i)
                .Any(i => i >= range.StartInclusive && i <= range.EndInclusive && i >= start && i <= end);
            return range.Overlaps(start, end) == shared;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void All_of_time_overlaps_everything()
    {
        Assert.True(TimeRange.All.Overlaps(0, 0));
        Assert.True(TimeRange.All.Overlaps(ulong.MaxValue, ulong.MaxValue));
    }
}
