using Vivace.Server.Configuration;
using Xunit;

namespace Vivace.Server.Tests.Configuration;

public sealed class SettingsListTests
{
    [Fact]
    public void Every_honoured_key_is_listed_with_what_it_is_for()
    {
        var listed = List("");
        var expected = KnownKeys.Shipped.All()
            .Where(key => key is { Status: KeyStatus.Honoured, Type.Kind: not KeyKind.Block } && !key.Path.Contains('*') && !key.Path.Contains('['))
            .Select(key => key.Path);
        Assert.Empty(expected.Except(listed.Keys, StringComparer.Ordinal));
        Assert.All(listed.Values, setting => Assert.False(setting.Description.Length == 0, $"docs/configuration.md does not say what {setting.Name} is for"));
    }

    [Fact]
    public void Every_key_of_the_documentation_is_listed()
    {
        var listed = List("distributor: {receivers: {otlp: {protocols: {grpc: , http: }}}}");
        foreach (var key in SettingDescriptions.Shipped.Keys.Where(key => !IsOldName(key)))
            Assert.True(listed.Keys.Any(path => IsMeant(key, path)), $"{key} of docs/configuration.md is no setting in force");

        static bool IsMeant(string key, string path) =>
            path == key || path.EndsWith("." + key, StringComparison.Ordinal)
            || path.StartsWith(key + ".", StringComparison.Ordinal) || path.Contains($".{key}.", StringComparison.Ordinal);

        // Other spellings of one setting lead to it.
        static bool IsOldName(string key) => KnownKeys.Shipped.Find(key)?.Status == KeyStatus.Mapped;
    }

    [Fact]
    public void Values_that_were_written_are_marked_and_secrets_are_not_shown()
    {
        var listed = List("vivace: {query: {max_memory_bytes: 2097152, slow_threshold: 1s}, web: {data_source: {url: 'http://tempo:3200', headers: {Authorization: geheim}}}}");
        var memory = listed["vivace.query.max_memory_bytes"];
        Assert.Equal(("2097152", "1073741824", false, true), (memory.Value, memory.Default, memory.IsDefault, memory.IsLimit));
        Assert.True(listed["vivace.query.slow_threshold"].IsDefault);
        Assert.True(listed["server.http_listen_port"] is { Value: "3200", IsDefault: true, IsLimit: false, IsSecret: false });
        var headers = listed["vivace.web.data_source.headers"];
        Assert.Equal(("***", true), (headers.Value, headers.IsSecret));
        Assert.DoesNotContain(listed.Values, setting => setting.Value?.Contains("geheim", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_key_for_a_later_release_is_listed_when_it_was_written()
    {
        Assert.DoesNotContain("cache.background.writeback_buffer", List("").Keys);
        var later = KnownKeys.Shipped.All().First(key =>
            key.Status == KeyStatus.Later && key.Type.Kind == KeyKind.Boolean && !key.Path.Contains('*') && !key.Path.Contains('['));
        var parts = later.Path.Split('.');
        var text = string.Concat(parts.Select((part, depth) => new string(' ', depth * 2) + part + (depth == parts.Length - 1 ? ": true\n" : ":\n")));
        Assert.False(List(text)[later.Path].IsInForce);
    }

    private static Dictionary<string, ShownSetting> List(string yaml) =>
        SettingsList.Of(ConfigTesting.Load(yaml).Settings).ToDictionary(setting => setting.Name, StringComparer.Ordinal);
}
