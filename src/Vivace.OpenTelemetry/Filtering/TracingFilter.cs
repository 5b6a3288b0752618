using Microsoft.Extensions.Logging;

namespace Vivace.OpenTelemetry.Filtering;

/// <summary>Which sources are recorded, and how much of them. A name applies to every source and logger category that begins with
/// it, whatever the case; the longest name wins; a name that no directive covers gets the level without a name, or nothing.</summary>
internal sealed class TracingFilter
{
    // Longest first: the first that matches is the most specific.
    private readonly FilterDirective[] _byLength;

    internal TracingFilter(IEnumerable<FilterDirective> directives)
    {
        // Of two for one name the later one counts.
        var byName = new Dictionary<string, FilterDirective>(StringComparer.OrdinalIgnoreCase);
        foreach (var directive in directives)
            byName[directive.Name] = directive;

        _byLength = [.. byName.Values.OrderByDescending(directive => directive.Name.Length).ThenBy(directive => directive.Name, StringComparer.Ordinal)];
    }

    /// <summary>What is recorded where the application has not said: everything but the finest.</summary>
    public static TracingFilter Default { get; } = new([new(string.Empty, TracingLevel.Debug)]);

    /// <summary>The most specific first.</summary>
    public IReadOnlyList<FilterDirective> Directives => _byLength;

    /// <summary>The finest level that passes for a source or category.</summary>
    public TracingLevel LevelOf(string name)
    {
        foreach (var directive in _byLength)
        {
            if (name.StartsWith(directive.Name, StringComparison.OrdinalIgnoreCase))
                return directive.Level;
        }

        return TracingLevel.Off;
    }

    /// <summary>The same filter for .NET's logging, which matches by prefix and length as this does.</summary>
    public IEnumerable<LoggerFilterRule> ToLoggerRules()
    {
        // Without a level for all, what no directive names must not fall back to logging's own minimum.
        if (!_byLength.Any(directive => directive.Name.Length == 0))
            yield return new LoggerFilterRule(providerName: null, categoryName: null, LogLevel.None, filter: null);

        foreach (var directive in _byLength)
        {
            var category = directive.Name.Length == 0 ? null : directive.Name;
            yield return new LoggerFilterRule(providerName: null, category, directive.Level.ToLogLevel(), filter: null);
        }
    }

    /// <summary>Directives in canonical form, the level without a name first.</summary>
    public override string ToString() =>
        string.Join(',', _byLength.AsEnumerable().Reverse().Select(directive => directive.Name.Length == 0
            ? directive.Level.ToDirective()
            : $"{directive.Name}={directive.Level.ToDirective()}"));
}
