using FsCheck;
using FsCheck.Fluent;
using Vivace.Storage.Columns;
using Xunit;

namespace Vivace.Storage.Tests.Columns;

public sealed class IntegerEncodingTests
{
    [Fact]
    public void Numbers_come_back_and_any_range_of_them_too() =>
        Prop.ForAll(Seeds.Any, seed =>
        {
            var random = new Random(seed);
            var values = Column(random);
            var bytes = Write(values);
            var input = new ByteReader(bytes);
            var read = new long[values.Length];
            IntegerEncoding.Read(ref input, read);
            Assert.Equal(values, read);
            Assert.Equal(0, input.Remaining);

            var first = random.Next(values.Length + 1);
            var wanted = new long[random.Next(values.Length - first + 1)];
            input = new ByteReader(bytes);
            IntegerEncoding.ReadRange(ref input, values.Length, first, wanted);
            Assert.Equal(values[first..(first + wanted.Length)], wanted);
            Assert.Equal(0, input.Remaining);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Codes_come_back_and_any_range_of_them_too() =>
        Prop.ForAll(Seeds.Any, seed =>
        {
            var random = new Random(seed);
            var limit = 1 + (random.Next() >> random.Next(31));
            var values = new long[random.Next(1, 3000)];
            var next = random.Next(limit);
            for (var i = 0; i < values.Length; i++)
            {
                // Ascending stretches make differences the better encoding.
                next = random.Next(50) == 0 ? random.Next(limit) : Math.Min(next + random.Next(2), limit - 1);
                values[i] = seed % 2 == 0 ? next : random.Next(limit);
            }

            var bytes = Write(values);
            var first = random.Next(values.Length);
            var wanted = new int[random.Next(values.Length - first + 1)];
            var input = new ByteReader(bytes);
            IntegerEncoding.ReadCodes(ref input, values.Length, first, limit, wanted);
            Assert.Equal(values[first..(first + wanted.Length)], wanted.Select(code => (long)code));
            Assert.Equal(0, input.Remaining);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new long[] { 5, 5 }, 5)]
    [InlineData(new long[] { 0, 1, 2, 7 }, 7)]
    [InlineData(new long[] { 0, -1, 2 }, 7)]
    [InlineData(new long[] { 0, int.MaxValue + 1L }, int.MaxValue)]
    [InlineData(new long[] { int.MaxValue - 1, int.MaxValue + 5L }, int.MaxValue)]
    public void Codes_past_their_limit_are_damage(long[] values, int limit)
    {
        var bytes = Write(values);
        Assert.Throws<BlockCorruptedException>(() =>
        {
            var input = new ByteReader(bytes);
            IntegerEncoding.ReadCodes(ref input, values.Length, 0, limit, new int[values.Length]);
        });
    }

    [Fact]
    public void Every_width_and_sign_is_kept()
    {
        for (var width = 0; width <= 64; width++)
        {
            var highest = width == 64 ? -1 : (1L << width) - 1;
            foreach (var minimum in new[] { 0, 1, -1, long.MinValue, long.MaxValue, 1_700_000_000_000_000_000 })
            {
                // Differences of full width, at both ends of the numbers.
                var values = new long[100];
                for (var i = 0; i < values.Length; i++)
                    values[i] = unchecked(minimum + (i % 3 == 0 ? 0 : i % 3 == 1 ? highest : highest / 2));
                var read = new long[values.Length];
                var input = new ByteReader(Write(values));
                IntegerEncoding.Read(ref input, read);
                Assert.Equal(values, read);
            }
        }
    }

    [Fact]
    public void Equal_numbers_and_even_steps_cost_next_to_nothing()
    {
        Assert.Equal(9, Write(Enumerable.Repeat(-7L, 100_000).ToArray()).Length);
        Assert.Equal(9, Write([]).Length);
        Assert.InRange(Write(Enumerable.Range(0, 10_240).Select(i => 1_000_000_000_000L + (i * 1000L)).ToArray()).Length, 0, 10_240 / 4 * 11);
        Assert.InRange(Write(Enumerable.Range(0, 10_240).Select(i => (long)(i % 16)).ToArray()).Length, 0, (10_240 / 2) + 200);
    }

    private static byte[] Write(long[] values)
    {
        using var output = new ByteWriter();
        IntegerEncoding.Write(output, values);
        return output.Written.ToArray();
    }

    private static long[] Column(Random random)
    {
        var values = new long[random.Next(4) == 0 ? random.Next(4) : random.Next(3500)];
        var width = random.Next(65);
        var minimum = random.NextInt64(long.MinValue, long.MaxValue);
        var kind = random.Next(5);
        var value = minimum;
        for (var i = 0; i < values.Length; i++)
        {
            var noise = width == 0 ? 0 : (long)((ulong)random.NextInt64(long.MinValue, long.MaxValue) >> (64 - width));
            value = kind switch
            {
                0 => minimum,
                1 => unchecked(minimum + noise),
                2 => unchecked(value + noise), // wraps around
                3 => i % 7 == 0 ? noise : 0,
                _ => unchecked(value + (i % 5) - 2),
            };
            values[i] = value;
        }

        return values;
    }
}
