using System.Collections.Frozen;

namespace Vivace.TraceQL.Syntax;

/// <summary>The spellings of intrinsics.</summary>
public static class IntrinsicNames
{
    private static readonly (Intrinsic Intrinsic, string? Scope, string? Scoped, string? Bare)[] All =
    [
        (Intrinsic.Duration, "span", "duration", "duration"),
        (Intrinsic.Name, "span", "name", "name"),
        (Intrinsic.Status, "span", "status", "status"),
        (Intrinsic.StatusMessage, "span", "statusMessage", "statusMessage"),
        (Intrinsic.Kind, "span", "kind", "kind"),
        (Intrinsic.SpanId, "span", "id", null),
        (Intrinsic.ParentId, "span", "parentID", null),
        (Intrinsic.ChildCount, "span", "childCount", null),
        (Intrinsic.TraceDuration, "trace", "duration", "traceDuration"),
        (Intrinsic.TraceRootName, "trace", "rootName", "rootName"),
        (Intrinsic.TraceRootService, "trace", "rootService", "rootServiceName"),
        (Intrinsic.TraceId, "trace", "id", null),
        (Intrinsic.EventName, "event", "name", null),
        (Intrinsic.EventTimeSinceStart, "event", "timeSinceStart", null),
        (Intrinsic.LinkTraceId, "link", "traceID", null),
        (Intrinsic.LinkSpanId, "link", "spanID", null),
        (Intrinsic.InstrumentationName, "instrumentation", "name", null),
        (Intrinsic.InstrumentationVersion, "instrumentation", "version", null),
        (Intrinsic.NestedSetLeft, null, null, "nestedSetLeft"),
        (Intrinsic.NestedSetRight, null, null, "nestedSetRight"),
        (Intrinsic.NestedSetParent, null, null, "nestedSetParent"),
        (Intrinsic.Parent, null, null, "parent"),
    ];

    private static readonly FrozenDictionary<string, Intrinsic> BareNames = All
        .Where(entry => entry.Bare is not null)
        .ToFrozenDictionary(entry => entry.Bare!, entry => entry.Intrinsic, StringComparer.Ordinal);

    private static readonly FrozenDictionary<(string Scope, string Name), Intrinsic> ScopedNames = All
        .Where(entry => entry.Scope is not null)
        .ToFrozenDictionary(entry => (entry.Scope!, entry.Scoped!), entry => entry.Intrinsic);

    private static readonly FrozenDictionary<Intrinsic, string> CanonicalNames = All.ToFrozenDictionary(
        entry => entry.Intrinsic, entry => entry.Bare ?? $"{entry.Scope}:{entry.Scoped}");

    /// <summary>Every intrinsic with its scoped spelling in two parts and its bare one, null where there is none.</summary>
    internal static IReadOnlyList<(Intrinsic Intrinsic, string? Scope, string? Scoped, string? Bare)> Spellings => All;

    /// <summary>The spelling used in results: the bare one where it exists (<c>duration</c>), else the scoped one
    /// (<c>span:id</c>).</summary>
    /// <param name="intrinsic">Which.</param>
    /// <returns>Its text, which parses back to it.</returns>
    public static string Canonical(Intrinsic intrinsic) => CanonicalNames[intrinsic];

    /// <summary>Finds an intrinsic by the spelling without a scope.</summary>
    /// <param name="name">For example <c>rootServiceName</c>.</param>
    /// <returns>Null if there is none.</returns>
    internal static Intrinsic? Bare(string name) => BareNames.TryGetValue(name, out var found) ? found : null;

    internal static Intrinsic? Scoped(string scope, string name) =>
        ScopedNames.TryGetValue((scope, name), out var found) ? found : null;

    /// <summary>The names that may follow a scope and its colon, for messages.</summary>
    internal static string NamesAfter(string scope) =>
        string.Join(", ", All.Where(entry => entry.Scope == scope).Select(entry => entry.Scoped));

    /// <summary>Full spellings of the intrinsics with this name after a colon, for hints.</summary>
    internal static string? SpellingsOf(string name)
    {
        var found = All.Where(entry => entry.Scoped == name).Select(entry => $"{entry.Scope}:{entry.Scoped}").ToArray();
        return found.Length == 0 ? null : string.Join(" or ", found);
    }
}
