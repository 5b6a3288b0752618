using Vivace.Server.Tests.Configuration;
using Xunit;

namespace Vivace.Server.Tests.Web;

public sealed class WebOptionsTests
{
    [Fact]
    public void The_page_is_on_port_3000_unless_said()
    {
        var web = ConfigTesting.Options("target: all").Web;
        Assert.Equal((true, "*:3000", false), (web.IsEnabled, web.Endpoint.ToString(), web.IsPortChosen));
        Assert.Null(web.DataSource);
    }

    [Fact]
    public void Port_switch_and_data_source_are_settings()
    {
        var web = ConfigTesting.Options(
            "vivace: {web: {enabled: false, address: localhost, port: 3001, data_source: {url: 'http://tempo:3200/x', headers: {Authorization: Bearer s}, timeout: 5s}}}").Web;
        Assert.Equal((false, "localhost:3001", true), (web.IsEnabled, web.Endpoint.ToString(), web.IsPortChosen));
        Assert.Equal("http://tempo:3200/x", web.DataSource!.Url.ToString());
        Assert.Equal("Bearer s", web.DataSource.Headers["Authorization"]);
        Assert.Equal(TimeSpan.FromSeconds(5), web.DataSource.Timeout);
    }

    [Theory]
    [InlineData("tempo:3200")]
    [InlineData("/api")]
    [InlineData("ftp://tempo")]
    [InlineData("http://user:secret@tempo:3200")]
    [InlineData("http://tempo:3200/?a=b")]
    public void A_data_source_is_an_address_without_credentials(string url) => Assert.Contains(
        "expected an address like \"http://tempo:3200\"",
        ConfigTesting.OnlyError($"vivace: {{web: {{data_source: {{url: '{url}'}}}}}}"), StringComparison.Ordinal);

    [Fact]
    public void Headers_must_be_headers()
    {
        Assert.Contains("cannot be a header", ConfigTesting.OnlyError(
            "vivace: {web: {data_source: {url: 'http://a', headers: {'a b': c}}}}"), StringComparison.Ordinal);
        Assert.Contains("needs vivace.web.data_source.url", ConfigTesting.OnlyError(
            "vivace: {web: {data_source: {headers: {a: c}}}}"), StringComparison.Ordinal);
    }
}
