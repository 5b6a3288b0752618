using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Vivace.Server.Api;
using Xunit;

namespace Vivace.Server.Tests.Api;

public sealed class TempoJsonWriterTests
{
    [Fact]
    public void Only_what_Go_escapes_is_escaped() => Assert.Equal(
        "[\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/'\\u003c\\u003e\\u0026\u007fé\\u2028\\u2029日😀\"]",
        Write(json => json.String("\0\u001f\b\t\n\f\r\"\\/'<>&\u007fé\u2028\u2029日😀")));

    [Fact]
    public void Sixty_four_bit_integers_are_strings_and_odd_doubles_too() => Assert.Equal(
        """["18446744073709551615","-9223372036854775808",4294967295,1.5,"NaN","Infinity","-Infinity",true]""",
        Write(json =>
        {
            json.LongString(ulong.MaxValue);
            json.LongString(long.MinValue);
            json.Number(uint.MaxValue);
            json.Double(1.5);
            json.Double(double.NaN);
            json.Double(double.PositiveInfinity);
            json.Double(double.NegativeInfinity);
            json.Boolean(true);
        }));

    [Fact]
    public void Any_string_reads_back_as_itself() => Prop.ForAll<string?>(text =>
    {
        text = string.Concat((text ?? "").EnumerateRunes()); // lone surrogates have no UTF-8
        return JsonDocument.Parse(Write(json => json.String(text))).RootElement[0].GetString() == text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_double_reads_back_as_itself() => Prop.ForAll<double>(value =>
        !double.IsFinite(value)
        || JsonDocument.Parse(Write(json => json.Double(value))).RootElement[0].GetDouble().Equals(value)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-0.0)]
    [InlineData(17.0)]
    [InlineData(999_999_999_999_999.0)]
    [InlineData(-999_999_999_999_999.0)]
    [InlineData(1e15)]
    [InlineData(9_007_199_254_740_993.0)]
    [InlineData(-1e300)]
    public void Whole_doubles_are_written_like_any_other(double value)
    {
        Assert.Equal($"[{value.ToString("R", CultureInfo.InvariantCulture)}]", Write(json => json.Double(value)));
        Assert.Equal(
            $"[{{\"a\":1,\"b\":{value.ToString("R", CultureInfo.InvariantCulture)}}}]",
            Write(json => json.Completed("{\"a\":1"u8, "\"b\":"u8, value)));
    }

    [Fact]
    public void A_pooled_buffer_keeps_everything_written_in_any_pieces() => Prop.ForAll<byte[][]>(pieces =>
    {
        using var buffer = new PooledBuffer(1);
        foreach (var piece in pieces)
            buffer.Write(piece);
        return buffer.Written.Span.SequenceEqual(pieces.SelectMany(piece => piece).ToArray());
    }).QuickCheckThrowOnFailure();

    private static string Write(Action<TempoJsonWriter> write)
    {
        using var buffer = new PooledBuffer();
        var json = new TempoJsonWriter(buffer);
        json.BeginArray();
        write(json);
        json.EndArray();
        return Encoding.UTF8.GetString(buffer.Written.Span);
    }
}
