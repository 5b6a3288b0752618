namespace Vivace.Server.Configuration;

/// <summary>The outcome of reading the configuration.</summary>
/// <param name="Options">What the parts get; null when there are errors.</param>
/// <param name="Settings">The values behind them, for showing.</param>
/// <param name="Problems">All findings, errors first, then warnings, then notices, each in the order of the file.</param>
internal sealed record LoadedConfig(VivaceOptions? Options, Settings Settings, IReadOnlyList<ConfigProblem> Problems)
{
    public IEnumerable<ConfigProblem> Errors =>
        Problems.Where(static problem => problem.Severity == ProblemSeverity.Error);

    /// <summary>True when the server starts, and nothing looks like a mistake either.</summary>
    public bool IsClean => !Problems.Any(static problem => problem.Severity == ProblemSeverity.Error || problem.IsSuspect);
}
