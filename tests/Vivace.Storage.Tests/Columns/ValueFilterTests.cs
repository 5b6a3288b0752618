using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vivace.Storage.Columns;
using Xunit;

namespace Vivace.Storage.Tests.Columns;

public sealed class ValueFilterTests
{
    [Fact]
    public void Every_value_added_is_perhaps_contained() =>
        Prop.ForAll<byte[][]>(values =>
        {
            var filter = new byte[ValueFilter.SizeFor(values.Length)];
            foreach (var value in values)
                ValueFilter.Add(filter, value);
            return values.All(value => ValueFilter.MayContain(filter, value));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Few_other_values_are_perhaps_contained()
    {
        var filter = new byte[ValueFilter.SizeFor(10_000)];
        for (var i = 0; i < 10_000; i++)
            ValueFilter.Add(filter, Encoding.UTF8.GetBytes($"user-{i}"));
        var wrong = Enumerable.Range(10_000, 10_000)
            .Count(i => ValueFilter.MayContain(filter, Encoding.UTF8.GetBytes($"user-{i}")));
        Assert.InRange(wrong, 0, 500);
    }

    // The hash is stored: whoever changes it makes old blocks hide their values.
    [Theory]
    [InlineData("", 0xD67411C4BAF265E9)]
    [InlineData("user-777", 0xB8FA7837D8319B0E)]
    [InlineData("a somewhat longer text", 0x94AB303E84B29E8B)]
    public void The_hash_of_a_text_never_changes(string text, ulong expected) =>
        Assert.Equal(expected, ValueFilter.Hash(Encoding.UTF8.GetBytes(text)));
}
