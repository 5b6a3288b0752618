namespace Vivace.Server.Configuration;

/// <summary>How serious a finding is.</summary>
internal enum ProblemSeverity
{
    /// <summary>Compatibility: the key has no effect, another name, or waits for a later release.</summary>
    Notice,

    /// <summary>A suspect value, or a key without effect on which the operator probably relies.</summary>
    Warning,

    /// <summary>The server does not start.</summary>
    Error,
}

/// <summary>One finding about the configuration.</summary>
/// <param name="Severity">How serious it is.</param>
/// <param name="Source">The file's path, or a flag with its dash.</param>
/// <param name="Position">The place in the file; null for a flag or a whole file.</param>
/// <param name="Key">The full path of the key; empty when none is concerned.</param>
/// <param name="Message">What is wrong and what to do; never holds a secret.</param>
internal sealed record ConfigProblem(
    ProblemSeverity Severity, string Source, TextPosition? Position, string Key, string Message)
{
    /// <summary>True for a suspect value, which fails a check of the file; false for a warning about compatibility.</summary>
    public bool IsSuspect { get; init; }

    /// <summary><c>PATH:LINE:COL: key: message</c>, with the severity before the key when it is not an error.</summary>
    public override string ToString()
    {
        var place = Position is { } position ? $"{Source}:{position}" : Source;
        var severity = Severity switch
        {
            ProblemSeverity.Warning => "warning: ",
            ProblemSeverity.Notice => "notice: ",
            _ => "",
        };
        var key = Key.Length == 0 ? "" : Key + ": ";
        return $"{place}: {severity}{key}{Message}";
    }
}

/// <summary>Collects findings, so that one run names them all.</summary>
internal sealed class ProblemList
{
    private readonly List<ConfigProblem> _problems = [];

    public IReadOnlyList<ConfigProblem> All => _problems;

    public bool HasErrors => _problems.Exists(static problem => problem.Severity == ProblemSeverity.Error);

    public void Add(ConfigProblem problem) => _problems.Add(problem);

    public void Error(ConfigOrigin origin, string key, string message) =>
        _problems.Add(new(ProblemSeverity.Error, origin.Source, origin.Position, key, message));

    public void Suspect(ConfigOrigin origin, string key, string message) =>
        _problems.Add(new(ProblemSeverity.Warning, origin.Source, origin.Position, key, message) { IsSuspect = true });

    public void Warning(ConfigOrigin origin, string key, string message) =>
        _problems.Add(new(ProblemSeverity.Warning, origin.Source, origin.Position, key, message));

    public void Notice(ConfigOrigin origin, string key, string message) =>
        _problems.Add(new(ProblemSeverity.Notice, origin.Source, origin.Position, key, message));
}

/// <summary>Where a value came from: a place in a file, or a flag.</summary>
internal readonly record struct ConfigOrigin(string Source, TextPosition? Position)
{
    /// <summary>For values that nobody wrote.</summary>
    public static ConfigOrigin Default { get; } = new("default", null);

    public override string ToString() => Position is { } position ? $"{Source}:{position}" : Source;
}
