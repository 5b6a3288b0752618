using System.Text;

namespace Vivace.Server.Configuration;

/// <summary>Reads the configuration: defaults, then the file, then flags. Collects every problem of a run.</summary>
internal static class ConfigLoader
{
    /// <summary>A configuration file is not longer than this; a mistaken path to a log or a block must not fill memory.</summary>
    internal const long MaxFileBytes = 16 << 20;

    /// <summary>Reads everything.</summary>
    public static LoadedConfig Load(ConfigSource source)
    {
        var problems = new ProblemList();
        if (source.FilePath is not { } path)
            return Load(source, null, problems);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxFileBytes } large)
                problems.Error(new(path, null), "", $"is {large.Length} bytes; a configuration file has at most {MaxFileBytes}");
            else
                return Load(source, File.ReadAllText(path, new UTF8Encoding(false, true)), problems);
        }
        catch (DecoderFallbackException)
        {
            problems.Error(new(path, null), "", "is not UTF-8 text");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var reason = unreadable switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException when Directory.Exists(path) => "is a folder; name the file in it",
                UnauthorizedAccessException => "permission to read it is missing",
                _ => unreadable.Message,
            };
            problems.Error(new(path, null), "", $"the configuration file cannot be read: {reason}");
        }
        return Load(source, null, problems);
    }

    /// <summary>Reads a file's text that is at hand already.</summary>
    public static LoadedConfig LoadText(ConfigSource source, string text) => Load(source, text, new ProblemList());

    private static LoadedConfig Load(ConfigSource source, string? text, ProblemList problems)
    {
        var settings = new Settings(KnownKeys.Shipped);
        if (text is not null)
            ReadFile(source, text, settings, problems);
        foreach (var flag in source.FlagValues)
            ConfigChecker.CheckFlag(flag, settings, problems);

        var options = new OptionsBinder(settings, problems).Bind();
        var sorted = problems.All
            .OrderByDescending(static problem => problem.Severity)
            .ThenBy(static problem => problem.Position?.Line ?? int.MaxValue)
            .ThenBy(static problem => problem.Position?.Column ?? 0)
            .ToList();
        return new LoadedConfig(problems.HasErrors ? null : options, settings, sorted);
    }

    private static void ReadFile(ConfigSource source, string text, Settings settings, ProblemList problems)
    {
        var name = source.FilePath ?? "configuration";
        var expanded = source.ExpandEnvironment
            ? EnvironmentExpansion.Expand(name, text, source.Environment, problems)
            : text;
        if (expanded is null || YamlReader.Read(name, expanded, problems) is not { } root)
            return;

        var checker = new ConfigChecker(name, settings, problems, source.UnknownKeysAreErrors);
        checker.Check(root);
        checker.ApplyMapped();
    }
}
