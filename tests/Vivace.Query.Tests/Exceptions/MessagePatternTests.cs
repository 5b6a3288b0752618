using System.Buffers;
using System.Text;
using Vivace.Query.Exceptions;
using Xunit;

namespace Vivace.Query.Tests.Exceptions;

public class MessagePatternTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("connection refused", "connection refused")]
    [InlineData("timeout after 30s", "timeout after <num>s")]
    [InlineData("timeout after 30.5 s (limit 25)", "timeout after <num>.<num> s (limit <num>)")]
    [InlineData("user 4711 not found", "user <num> not found")]
    [InlineData("user-4711 not found", "user-<num> not found")]
    [InlineData("order1234 is gone", "order<num> is gone")]
    [InlineData("Int32 overflow in utf8 text", "Int32 overflow in utf8 text")]
    [InlineData("key \"abc def\" and 'x' and `y`", "key <str> and <str> and <str>")]
    [InlineData("can't open file, don't know why", "can't open file, don't know why")]
    [InlineData("trace 4bf92f3577b34da6a3ce929d0e0e4736 lost", "trace <hex> lost")]
    [InlineData("id 123e4567-e89b-12d3-a456-426614174000 twice", "id <uuid> twice")]
    [InlineData("at 0x7ffe12ab", "at <hex>")]
    [InlineData("dial tcp 10.0.0.7:5432: refused", "dial tcp <addr>: refused")]
    [InlineData("dial [fe80::1]:80 and ::1", "dial [<addr>]:<num> and <addr>")]
    [InlineData("version 1.2.3", "version <num>.<num>.<num>")]
    [InlineData("deadbeef facade", "deadbeef facade")]
    [InlineData("größe 12 überschritten", "größe <num> überschritten")]
    [InlineData("an open \"quote", "an open \"quote")]
    public void What_differs_becomes_a_placeholder(string message, string pattern) => Assert.Equal(pattern, PatternOf(message));

    [Fact]
    public void Any_bytes_have_a_pattern_of_bounded_length()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = new byte[random.Next(3_000)];
            for (var at = 0; at < bytes.Length; at++)
                bytes[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"0123456789abcdefx.:-'\"` \n"[random.Next(25)];
            var pattern = new ArrayBufferWriter<byte>();
            MessagePattern.Write(bytes, pattern);
            Assert.InRange(pattern.WrittenCount, 0, 6 * MessagePattern.MaxLength);
        }
    }

    private static string PatternOf(string message)
    {
        var pattern = new ArrayBufferWriter<byte>();
        MessagePattern.Write(Encoding.UTF8.GetBytes(message), pattern);
        return Encoding.UTF8.GetString(pattern.WrittenSpan);
    }
}
