using Vivace.Server.Grpc;
using Xunit;

namespace Vivace.Server.Tests.Grpc;

public sealed class GrpcTimeoutTests
{
    [Fact]
    public void Every_unit_is_read()
    {
        Is("2H", TimeSpan.FromHours(2));
        Is("3M", TimeSpan.FromMinutes(3));
        Is("10S", TimeSpan.FromSeconds(10));
        Is("250m", TimeSpan.FromMilliseconds(250));
        Is("1500u", TimeSpan.FromMicroseconds(1500));
        Is("1n", TimeSpan.FromTicks(1));
        Is("0S", TimeSpan.Zero);
        Is("99999999H", GrpcTimeout.Longest);

        static void Is(string text, TimeSpan expected)
        {
            Assert.True(GrpcTimeout.TryParse(text, out var timeout));
            Assert.Equal(expected, timeout);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1.5S")]
    [InlineData(" 1S")]
    [InlineData("+1S")]
    [InlineData("100000000S")]
    [InlineData("1d")]
    public void Anything_else_is_not_a_timeout(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));
}
