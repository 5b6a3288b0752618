using System.Runtime.InteropServices;
using Vivace.Server.Configuration;
using Vivace.Server.Hosting;
using Vivace.Server.Metrics;

namespace Vivace.Server.Commands;

/// <summary>Does what the command line asks for.</summary>
internal static class VivaceCommand
{
    /// <summary>Runs to the end.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        var command = CommandLine.Parse(arguments, errors);
        if (errors.Count > 0)
        {
            foreach (var line in errors)
                await error.WriteLineAsync(line);
            await error.WriteLineAsync("vivace --help shows all flags");
            return ExitCodes.Usage;
        }
        switch (command.Kind)
        {
            case CommandKind.Help:
                await output.WriteAsync(HelpText.Render());
                return ExitCodes.Success;
            case CommandKind.Version:
                await output.WriteLineAsync(VersionLine());
                return ExitCodes.Success;
            case CommandKind.Health:
                return await HealthCommand.RunAsync(command.HealthUrl, output, error, cancellationToken);
        }

        var config = ConfigLoader.Load(command.Source);
        if (command.Kind == CommandKind.Verify)
            return await VerifyAsync(command.Source, config, output, error);
        if (config.Options is not { } options)
        {
            foreach (var problem in config.Errors)
                await error.WriteLineAsync(problem.ToString());
            return OnlyFlagsAreWrong(config) ? ExitCodes.Usage : ExitCodes.Failure;
        }
        try
        {
            await VivaceProcess.RunAsync(options, config, command.Source.FilePath ?? "none (defaults)", cancellationToken);
            return ExitCodes.Success;
        }
        catch (StartFailedException failed)
        {
            await error.WriteLineAsync($"vivace: {failed.Message}");
            return ExitCodes.Failure;
        }
    }

    private static async Task<int> VerifyAsync(ConfigSource source, LoadedConfig config, TextWriter output, TextWriter error)
    {
        foreach (var problem in config.Problems)
            await error.WriteLineAsync(problem.ToString());
        if (!config.IsClean)
            return OnlyFlagsAreWrong(config) ? ExitCodes.Usage : ExitCodes.Failure;
        await output.WriteLineAsync($"{source.FilePath ?? "the default configuration"} is valid");
        return ExitCodes.Success;
    }

    private static bool OnlyFlagsAreWrong(LoadedConfig config) =>
        config.Errors.Any() && config.Errors.All(static problem => problem.Source.StartsWith('-'));

    private static string VersionLine()
    {
        var build = BuildDescription.Current;
        var revision = build.Revision.Length > 0 ? $" ({build.Revision})" : "";
        return $"vivace {build.Version}{revision}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";
    }
}
