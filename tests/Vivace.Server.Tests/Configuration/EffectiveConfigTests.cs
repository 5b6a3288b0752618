using Vivace.Server.Api;
using Vivace.Server.Configuration;
using Xunit;
using static Vivace.Server.Tests.Configuration.ConfigTesting;

namespace Vivace.Server.Tests.Configuration;

public sealed class EffectiveConfigTests
{
    private const string Marker = "s3cr3t-m4rk3r";

    [Theory]
    [InlineData("")]
    [InlineData("server: {http_listen_port: 1}\ndistributor: {receivers: {otlp/a: {protocols: {grpc: {endpoint: '[::1]:5'}}}}, forwarders: [{name: x, otlpgrpc: {endpoints: [a, b]}}]}")]
    [InlineData("storage: {trace: {local: {path: '/a b'}, s3: {tags: {a: '1', b: \"x: y\"}}}}")]
    public void What_is_shown_reads_back_to_the_same(string text)
    {
        var first = Load(text);
        Assert.Empty(first.Errors);
        var shown = new EffectiveConfig(first).RenderConfiguration(ConfigurationView.Effective);
        var second = Load(shown);
        Assert.Empty(second.Errors.Select(error => error.ToString()));
        Assert.Equal(shown, new EffectiveConfig(second).RenderConfiguration(ConfigurationView.Effective));
    }

    [Fact]
    public void The_difference_shows_only_what_was_changed()
    {
        var config = Load("server: {http_listen_port: 3201, grpc_listen_port: 9095}\n");
        Assert.Equal("server:\n  http_listen_port: 3201\n", new EffectiveConfig(config).RenderConfiguration(ConfigurationView.Differences));
        Assert.Contains("http_listen_port: 3200", new EffectiveConfig(config).RenderConfiguration(ConfigurationView.Defaults), StringComparison.Ordinal);
        Assert.Equal("{}\n", new EffectiveConfig(Load("")).RenderConfiguration(ConfigurationView.Differences));
    }

    [Fact]
    public void No_secret_is_ever_shown()
    {
        var secrets = KnownKeys.Shipped.All().Where(key => key.Type.IsSecret || key.Type.Kind == KeyKind.Any).ToList();
        Assert.True(secrets.Count > 20);
        foreach (var key in secrets)
        {
            var value = key.Type.Kind == KeyKind.Secret ? Marker : $"{{Authorization: {Marker}, more: {{deep: {Marker}}}}}";
            foreach (var written in new[] { value, $"[{Marker}]", $"[{{a: {Marker}}}]" })
            {
                var config = Load(Nest(key.Path, written) + "unknown_key: 1\n");
                foreach (var mode in Enum.GetValues<ConfigurationView>())
                    Assert.DoesNotContain(Marker, new EffectiveConfig(config).RenderConfiguration(mode), StringComparison.Ordinal);
                Assert.DoesNotContain(Marker, new EffectiveConfig(config).RenderNotices(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_written_secret_is_shown_as_present() =>
        Assert.Contains(
            "secret_key: <secret>",
            new EffectiveConfig(Load($"storage: {{trace: {{s3: {{secret_key: {Marker}}}}}}}")).RenderConfiguration(ConfigurationView.Differences),
            StringComparison.Ordinal);

    private static string Nest(string path, string value)
    {
        var text = "";
        var indent = 0;
        var parts = path.Replace("[]", ".[]", StringComparison.Ordinal).Replace("/*", "", StringComparison.Ordinal).Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] == "[]")
            {
                text += new string(' ', indent) + "-\n";
                indent += 2;
                continue;
            }
            var name = parts[i] == "*" ? "X-Any" : parts[i];
            text += new string(' ', indent) + name + (i == parts.Length - 1 ? $": {value}\n" : ":\n");
            indent += 2;
        }
        return text;
    }
}
