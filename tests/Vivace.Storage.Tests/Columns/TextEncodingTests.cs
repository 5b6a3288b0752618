using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vivace.Storage.Blocks;
using Vivace.Storage.Columns;
using Vivace.Storage.Live;
using Vivace.Storage.RowGroups;
using Xunit;

namespace Vivace.Storage.Tests.Columns;

public sealed class TextEncodingTests
{
    [Fact]
    public void Texts_come_back_and_any_range_of_them_too() =>
        Prop.ForAll(Seeds.Any, seed =>
        {
            var random = new Random(seed);
            var texts = Texts(random, random.Next(1, 400));
            Check(texts, new TextPool(), random);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_that_nearly_all_differ_come_back_from_pages()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var pool = new TextPool();
            for (var i = 0; i < 9000; i++)
                pool.Intern(Encoding.UTF8.GetBytes($"value {i}"));
            Assert.False(pool.IsDistinct);
            var random = new Random(seed);
            Check(Texts(random, random.Next(1, 3000)), pool, random);
        }
    }

    [Fact]
    public void Only_empty_texts_and_texts_longer_than_a_page_come_back()
    {
        var random = new Random(1);
        var large = new byte[TextEncoding.PageBytes * 3];
        random.NextBytes(large);
        byte[][][] columns =
        [
            [[]], [[], [], []], [large], [large, large, []], [[], new byte[TextEncoding.PageBytes], large, new byte[TextEncoding.PageBytes - 1]],
        ];
        foreach (var texts in columns)
        {
            Check(texts, new TextPool(), random);
            var plain = new TextPool();
            for (var i = 0; i < 9000; i++)
                plain.Intern(Encoding.UTF8.GetBytes($"value {i}"));
            Check(texts, plain, random);
        }
    }

    [Fact]
    public void Reading_one_text_unpacks_one_page()
    {
        var texts = Enumerable.Range(0, 4000).Select(i => Encoding.UTF8.GetBytes($"{i:D6}{new string('x', 250)}")).ToArray();
        var region = Encode(texts, new TextPool());
        using var arrays = new RentedArrays();
        var column = TextEncoding.ReadRange(region, texts.Length, 3000, 1, arrays);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(texts[3000], column[0]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * TextEncoding.PageBytes);
    }

    [Fact]
    public void The_entries_of_a_value_are_found_in_plain_columns_with_and_without_filters() =>
        Prop.ForAll(Seeds.Any, seed =>
        {
            var random = new Random(seed);
            var pool = PlainPool();
            var texts = Texts(random, random.Next(1, 400));
            if (random.Next(2) == 0)
                texts = [.. texts, .. Enumerable.Range(0, 3000).Select(i => Encoding.UTF8.GetBytes($"session {random.Next()}"))];
            random.Shuffle(texts);
            var (region, filterBytes) = EncodeWithFilters(texts, pool);
            PageFilters? filters = filterBytes.Length == 0 ? null : PageFilters.Read(filterBytes);
            using var arrays = new RentedArrays();
            var column = TextEncoding.ReadRange(region, texts.Length, 0, texts.Length, arrays, () => filters);
            foreach (var value in (byte[][])[texts[random.Next(texts.Length)], [], "absent"u8.ToArray()])
            {
                var entries = new ulong[(texts.Length + 63) / 64];
                column.Dictionary.SelectEqual(column.Codes, value, entries);
                for (var i = 0; i < texts.Length; i++)
                    Assert.Equal(texts[i].AsSpan().SequenceEqual(value), (entries[i >> 6] >> i & 1) != 0);
                if (texts.Any(text => text.AsSpan().SequenceEqual(value)))
                    Assert.True(filters is null || value.Length == 0 || filters.Value.MayContain(value));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Looking_for_a_value_unpacks_one_page_of_many()
    {
        var texts = Enumerable.Range(0, 4000).Select(i => Encoding.UTF8.GetBytes($"{i:D6}{new string('x', 250)}")).ToArray();
        var (region, filterBytes) = EncodeWithFilters(texts, PlainPool());
        var filters = PageFilters.Read(filterBytes);
        Assert.InRange(filters.Count, 30, 40);
        Assert.InRange(Enumerable.Range(0, filters.Count).Count(page => filters.MayContain(page, texts[1234])), 1, 6);

        using var arrays = new RentedArrays();
        var column = TextEncoding.ReadRange(region, texts.Length, 0, texts.Length, arrays, () => filters);
        var entries = new ulong[(texts.Length + 63) / 64];
        column.Dictionary.SelectEqual(column.Codes, texts[1234], entries);
        Assert.Equal(1UL << (1234 % 64), entries[1234 / 64]);
        Assert.Equal(1, entries.Sum(word => System.Numerics.BitOperations.PopCount(word)));
    }

    private static TextPool PlainPool()
    {
        var pool = new TextPool();
        for (var i = 0; i < 9000; i++)
            pool.Intern(Encoding.UTF8.GetBytes($"value {i}"));
        Assert.False(pool.IsDistinct);
        return pool;
    }

    private static (byte[] Region, byte[] Filters) EncodeWithFilters(byte[][] texts, TextPool pool)
    {
        var codes = texts.Select(text => (long)pool.Intern(text)).ToArray();
        using var encoder = new ColumnEncoder();
        encoder.EncodeFilters(pool, codes);
        var filters = encoder.Output.Written.ToArray();
        encoder.Output.Clear();
        encoder.EncodeTexts(pool, codes);
        return (encoder.Output.Written.ToArray(), filters);
    }

    private static void Check(byte[][] texts, TextPool pool, Random random)
    {
        var isDictionary = pool.IsDistinct;
        var region = Encode(texts, pool);
        using var arrays = new RentedArrays();
        var column = TextEncoding.Read(region, texts.Length, arrays);
        Assert.Equal(texts.Length, column.Codes.Length);
        for (var i = 0; i < texts.Length; i++)
            Assert.True(column[i].SequenceEqual(texts[i]));

        Assert.Equal(isDictionary, column.Dictionary.IsSorted);
        if (isDictionary)
        {
            Assert.Equal(texts.Select(Convert.ToHexString).Distinct().Count(), column.Dictionary.Count);
            for (var code = 1; code < column.Dictionary.Count; code++)
                Assert.True(column.Dictionary[code - 1].SequenceCompareTo(column.Dictionary[code]) < 0);
        }

        var first = random.Next(texts.Length);
        var range = TextEncoding.ReadRange(region, texts.Length, first, random.Next(texts.Length - first + 1), arrays);
        for (var i = range.Codes.Length - 1; i >= 0; i--)
            Assert.True(range[i].SequenceEqual(texts[first + i]));
    }

    private static byte[] Encode(byte[][] texts, TextPool pool)
    {
        var codes = texts.Select(text => (long)pool.Intern(text)).ToArray();
        using var encoder = new ColumnEncoder();
        encoder.EncodeTexts(pool, codes);
        return encoder.Output.Written.ToArray();
    }

    private static byte[][] Texts(Random random, int count)
    {
        var values = new byte[random.Next(1, 60)][];
        for (var i = 0; i < values.Length; i++)
        {
            // Shared prefixes longer than the eight bytes that the sort begins with, and zeros that padding could hide.
            values[i] = new byte[random.Next(4) == 0 ? random.Next(3) : random.Next(random.Next(2) == 0 ? 20 : 2000)];
            for (var at = random.Next(12); at < values[i].Length; at++)
                values[i][at] = (byte)random.Next(random.Next(2) == 0 ? 2 : 256);
        }

        return [.. Enumerable.Range(0, count).Select(_ => values[random.Next(values.Length)])];
    }
}
