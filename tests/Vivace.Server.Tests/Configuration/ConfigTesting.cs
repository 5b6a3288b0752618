using Vivace.Server.Configuration;
using Xunit;

namespace Vivace.Server.Tests.Configuration;

internal static class ConfigTesting
{
    public static LoadedConfig Load(string text, params (string Name, string Value)[] environment) =>
        ConfigLoader.LoadText(
            new ConfigSource
            {
                FilePath = "tempo.yaml",
                ExpandEnvironment = environment.Length > 0,
                Environment = name => environment.FirstOrDefault(variable => variable.Name == name).Value,
            },
            text);

    public static VivaceOptions Options(string text, params (string Name, string Value)[] environment)
    {
        var config = Load(text, environment);
        Assert.Empty(config.Errors.Select(error => error.ToString()));
        return config.Options!;
    }

    public static IReadOnlyList<string> Errors(string text) => [.. Load(text).Errors.Select(error => error.ToString())];

    public static string OnlyError(string text) => Assert.Single(Errors(text));
}
