using System.Diagnostics;

namespace Vivace.OpenTelemetry.Filtering;

/// <summary>The level of an activity, which .NET does not give one: the attribute <c>level</c> it is created with, else the tag
/// <c>level</c> of its source, else trace for sources named <c>Experimental.*</c> (the framework's own finest), else by kind: debug
/// for internal ones, info for those at the edge of a service.</summary>
internal static class ActivityLevel
{
    public const string Attribute = "level";

    private const string ExperimentalPrefix = "Experimental.";

    public static TracingLevel Of(ActivitySource source, ActivityKind kind, IEnumerable<KeyValuePair<string, object?>>? tags)
    {
        if (tags is not null && TryRead(tags, out var level))
            return level;
        if (source.Tags is { } ofSource && TryRead(ofSource, out level))
            return level;
        if (source.Name.StartsWith(ExperimentalPrefix, StringComparison.Ordinal))
            return TracingLevel.Trace;

        return kind == ActivityKind.Internal ? TracingLevel.Debug : TracingLevel.Info;
    }

    private static bool TryRead(IEnumerable<KeyValuePair<string, object?>> tags, out TracingLevel level)
    {
        foreach (var tag in tags)
        {
            // Off is no level of an activity: nothing would ever let it pass.
            if (tag.Key == Attribute && tag.Value is string text && TracingLevels.TryParse(text, out level) && level != TracingLevel.Off)
                return true;
        }

        level = default;
        return false;
    }
}
