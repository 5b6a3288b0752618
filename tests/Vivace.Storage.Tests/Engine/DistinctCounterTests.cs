using System.Text;
using Vivace.Storage.Engine;
using Xunit;

namespace Vivace.Storage.Tests.Engine;

public sealed class DistinctCounterTests
{
    [Fact]
    public void Few_values_are_counted_exactly_however_often_they_come()
    {
        var counter = new DistinctCounter(new DistinctCounter.Room(1_000_000, 100_000));
        for (var round = 0; round < 2; round++)
        {
            for (var value = 0; value < 50_000; value++)
                counter.Add(Encoding.UTF8.GetBytes($"user-{value}"));
        }

        Assert.Equal((true, 50_000L), (counter.IsExact, counter.Count));
        counter.Add(50_000L);
        counter.Add([]);
        Assert.Equal(50_002L, counter.Count);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    [InlineData(60_000)]
    [InlineData(1_000_000)]
    public void Many_values_are_estimated_within_five_standard_errors(int values)
    {
        var texts = new DistinctCounter(new DistinctCounter.Room(1_000_000, 5));
        var numbers = new DistinctCounter(new DistinctCounter.Room(1_000_000, 5));
        for (var value = 0; value < values; value++)
        {
            texts.Add(Encoding.UTF8.GetBytes($"/orders/{value}"));
            numbers.Add(value * 1_000L);
        }

        Assert.False(texts.IsExact || numbers.IsExact);
        Assert.InRange(texts.Count, (values * 0.96) - 2, (values * 1.04) + 2);
        Assert.InRange(numbers.Count, (values * 0.96) - 2, (values * 1.04) + 2);
    }

    [Fact]
    public void Counters_of_one_survey_share_their_room()
    {
        var room = new DistinctCounter.Room(30, 20);
        var (large, small, later) = (new DistinctCounter(room), new DistinctCounter(room), new DistinctCounter(room));
        for (var value = 0; value < 20; value++)
            large.Add(value);
        for (var value = 0; value < 11; value++)
            small.Add(value);
        Assert.Equal((true, false), (large.IsExact, small.IsExact)); // ten were left
        large.Add(20);
        Assert.False(large.IsExact);
        for (var value = 0; value < 20; value++)
            later.Add(value);
        Assert.Equal((true, 20L), (later.IsExact, later.Count)); // with what the others gave back
    }
}
