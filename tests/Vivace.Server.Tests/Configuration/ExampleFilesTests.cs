using Vivace.Server.Configuration;
using Xunit;

namespace Vivace.Server.Tests.Configuration;

public sealed class ExampleFilesTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Configuration", "Examples");

    [Theory]
    [MemberData(nameof(Files))]
    public void An_existing_tempo_file_starts_as_it_is(string name)
    {
        var config = ConfigLoader.Load(new ConfigSource
        {
            FilePath = Path.Combine(Folder, name),
            ExpandEnvironment = true,
            Environment = variable => variable == "TEMPO_RETENTION" ? "48h" : null,
        });
        Assert.Empty(config.Errors.Select(error => error.ToString()));
        Assert.True(config.IsClean, new EffectiveConfig(config).RenderNotices());
    }

    [Fact]
    public void Several_releases_are_represented() => Assert.True(Directory.GetFiles(Folder, "*.yaml").Length >= 5);

    [Fact]
    public void The_values_of_an_example_arrive()
    {
        var options = ConfigLoader.Load(new ConfigSource { FilePath = Path.Combine(Folder, "multitenant.yaml"), ExpandEnvironment = true }).Options!;
        Assert.True(options.MultitenancyEnabled);
        Assert.Equal("/tempo", options.Query.ApiPrefix);
        Assert.Equal(20_000_000, options.Ingest.RateLimitBytes);
        Assert.Equal(TimeSpan.FromHours(72), options.Storage.BlockRetention);
        Assert.Equal("/var/tempo/blocks", options.Storage.BlocksPath);
    }
}
