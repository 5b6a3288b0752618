using FsCheck;
using FsCheck.Fluent;
using Vivace.Query.Filters;
using Vivace.Query.Values;
using Vivace.TraceQL.Syntax;
using Xunit;

namespace Vivace.Query.Tests;

public class KernelTests
{
    private static readonly double[] Reals =
        [0, -0.0, 0.5, 1, -1, 9007199254740992, 9007199254740993, 9.3e18, -9.3e18, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static readonly long[] Integers =
        [0, 1, -1, 2, 9007199254740992, 9007199254740993, 9007199254740994, long.MaxValue, long.MaxValue - 511, long.MaxValue - 512, long.MinValue];

    [Fact]
    public void Selecting_numbers_agrees_with_the_scalar_definition() =>
        Prop.ForAll<long[], (long Low, long High), bool>((numbers, bounds, outside) =>
        {
            var (low, high) = bounds;
            var column = Enumerable.Range(0, 200).SelectMany(_ => numbers.Append(low)).ToArray();
            var range = new NumberRange(low, high, outside);
            return Words(column.Length, words => RangeKernel.Select(column, range, words))
                    .SequenceEqual(Words(column.Length, words => RangeKernel.SelectScalar(column, range, words)))
                && Words(column.Length, words => RangeKernel.SelectDoubles(column, range, words))
                    .SequenceEqual(Words(column.Length, words => RangeKernel.SelectDoublesScalar(column, range, words)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Selecting_codes_agrees_with_the_scalar_definition() =>
        Prop.ForAll<int[], int>((codes, wanted) =>
        {
            var column = Enumerable.Range(0, 100).SelectMany(_ => codes.Append(wanted)).ToArray();
            return Words(column.Length, words => RangeKernel.SelectEqual(column, wanted, words))
                .SequenceEqual(Words(column.Length, words => RangeKernel.SelectEqualScalar(column, wanted, words)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ranges_say_what_comparisons_of_values_say()
    {
        for (var comparison = BinaryOperator.Equal; comparison <= BinaryOperator.GreaterOrEqual; comparison++)
        {
            foreach (var constant in Reals)
            {
                var test = ValueTest.Comparison(comparison, Value.FromReal(constant));
                foreach (var number in Integers)
                    Agree(comparison, test, Value.FromInteger(number), Value.FromReal(constant));
                foreach (var number in Reals)
                    Agree(comparison, test, Value.FromReal(number), Value.FromReal(constant));
            }

            foreach (var constant in Integers)
            {
                var integer = ValueTest.Comparison(comparison, Value.FromInteger(constant));
                var duration = ValueTest.Comparison(comparison, Value.FromDuration(constant));
                foreach (var number in Integers)
                {
                    Agree(comparison, integer, Value.FromInteger(number), Value.FromInteger(constant));
                    Agree(comparison, duration, Value.FromInteger(number), Value.FromDuration(constant));
                    Agree(comparison, duration, Value.FromDuration(number), Value.FromDuration(constant));
                    Agree(comparison, integer, Value.FromReal(number), Value.FromInteger(constant));
                }
            }
        }
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ns")]
    [InlineData(1_500, "1.5µs")]
    [InlineData(200_000_000, "200ms")]
    [InlineData(1_500_000_000, "1.5s")]
    [InlineData(300_000_000_000, "5m0s")]
    [InlineData(172_800_000_000_000, "48h0m0s")]
    [InlineData(-3_000_000, "-3ms")]
    public void Durations_print_as_in_Go(long nanoseconds, string expected) =>
        Assert.Equal(expected, ValueText.Duration(nanoseconds));

    private static void Agree(BinaryOperator comparison, ValueTest test, Value left, Value right) => Assert.True(
        test.Matches(left) == ValueOperations.Compare(comparison, left, right),
        $"{left.Kind} {left.AsDouble} {comparison} {right.Kind} {right.AsDouble}");

    private static ulong[] Words(int length, Action<Span<ulong>> select)
    {
        var words = new ulong[(length + 63) / 64];
        words.AsSpan().Fill(0xAAAA);
        select(words);
        return words;
    }
}
