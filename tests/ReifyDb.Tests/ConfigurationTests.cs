using Vivace.OpenTelemetry;
using Xunit;

namespace ReifyDb.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public void Values_that_cannot_work_are_refused_with_the_reason()
    {
        Refused("it must be from 1,024", () => new HttpConfig().WithMaxBodyBytes(5));
        Refused("is no address", () => new HttpConfig().WithAddress("8090"));
        Refused("is no address", () => new WsConfig().WithAddress("host:8090"));
        Refused("is no address", () => new AdminConfig().WithAddress("127.0.0.1:99999"));
        Refused("must be above zero", () => new LimitsConfig().WithStatementTimeout(TimeSpan.Zero));
        Refused("it must be from 1 to", () => new FlowConfig().WithMaxViews(0));
        Assert.Throws<ArgumentException>(() => Server.Memory().WithToken("name", " "));
        Assert.Throws<FilterFormatException>(() => Server.Memory().WithHttp("127.0.0.1:0").WithTracingOtel(null, static t => t.WithFilter("reifydb=loud")).Build());
        Assert.Contains("WithHttp", Assert.Throws<InvalidOperationException>(() => Server.Memory().Build()).Message, StringComparison.Ordinal);

        static void Refused(string reason, Func<object> set) =>
            Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(set).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_are_those_of_the_guide()
    {
        Assert.Equal("0.0.0.0:8090", new HttpConfig().Address.ToString());
        Assert.Equal("0.0.0.0:8091", new WsConfig().Address.ToString());
        Assert.Equal("127.0.0.1:9092", new AdminConfig().Address.ToString());
        Assert.Equal("127.0.0.1:8090", new HttpConfig().WithAddress("localhost:8090").Address.ToString());
        Assert.Equal("[::1]:8090", new HttpConfig().WithAddress("[::1]:8090").Address.ToString());
    }
}
