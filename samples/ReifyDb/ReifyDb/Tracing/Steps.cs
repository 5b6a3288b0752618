using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using ReifyDb.Engine;

namespace ReifyDb.Tracing;

/// <summary>Spans of this server. Names are <c>part::step</c>; each span says where in the code and on which thread it began.</summary>
internal static class Steps
{
    /// <summary>The name by which filters know it: <c>reifydb=trace</c>.</summary>
    public const string SourceName = "reifydb";

    private static readonly KeyValuePair<string, object?>[] TraceLevel = [new("level", "trace")];
    private static readonly ConcurrentDictionary<string, string> Files = new(StringComparer.Ordinal);

    public static ActivitySource Source { get; } = new(SourceName, typeof(Steps).Assembly.GetName().Version?.ToString(3));

    /// <summary>Begins a step of a request, level debug.</summary>
    /// <param name="name">The span's name.</param>
    /// <param name="file">By the compiler.</param>
    /// <param name="member">By the compiler.</param>
    /// <param name="line">By the compiler.</param>
    /// <returns>Null where nobody records it.</returns>
    public static Activity? Start(
        string name, [CallerFilePath] string file = "", [CallerMemberName] string member = "", [CallerLineNumber] int line = 0) =>
        Located(Source.StartActivity(name), file, member, line);

    /// <summary>Begins a detail within a step, level trace.</summary>
    /// <param name="name">The span's name.</param>
    /// <param name="file">By the compiler.</param>
    /// <param name="member">By the compiler.</param>
    /// <param name="line">By the compiler.</param>
    /// <returns>Null where nobody records it.</returns>
    public static Activity? StartDetail(
        string name, [CallerFilePath] string file = "", [CallerMemberName] string member = "", [CallerLineNumber] int line = 0) =>
        Source.HasListeners() ? Located(Source.StartActivity(name, ActivityKind.Internal, parentContext: default, TraceLevel), file, member, line) : null;

    /// <summary>Begins what comes from outside or goes there, level info.</summary>
    /// <param name="name">The span's name.</param>
    /// <param name="kind">Server or producer.</param>
    /// <param name="parent">The caller's span; default for a new trace.</param>
    /// <param name="links">Spans of other traces that led to this.</param>
    /// <param name="file">By the compiler.</param>
    /// <param name="member">By the compiler.</param>
    /// <param name="line">By the compiler.</param>
    /// <returns>Null where nobody records it.</returns>
    public static Activity? StartRoot(
        string name, ActivityKind kind, ActivityContext parent, IEnumerable<ActivityLink>? links = null,
        [CallerFilePath] string file = "", [CallerMemberName] string member = "", [CallerLineNumber] int line = 0)
    {
        // A default parent context would mean the current activity.
        Activity.Current = null;
        return Located(Source.StartActivity(name, kind, parent, tags: null, links), file, member, line);
    }

    /// <summary>Marks a span as failed, with the exception as an event.</summary>
    /// <param name="activity">The span; null where nobody records it.</param>
    /// <param name="exception">What has happened.</param>
    public static void Fail(this Activity? activity, Exception exception)
    {
        if (activity is null)
            return;

        activity.SetStatus(ActivityStatusCode.Error, exception.Message);
        activity.SetTag(Attributes.ErrorType, exception is DatabaseException known ? known.Code.ToText() : exception.GetType().FullName);
        activity.AddException(exception);
    }

    /// <summary>Adds an event with attributes.</summary>
    /// <param name="activity">The span; null where nobody records it.</param>
    /// <param name="name">The event's name.</param>
    /// <param name="attributes">Its attributes.</param>
    public static void Event(this Activity? activity, string name, params ReadOnlySpan<(string Key, object? Value)> attributes)
    {
        if (activity is not { IsAllDataRequested: true })
            return;

        var tags = new ActivityTagsCollection();
        foreach (var (key, value) in attributes)
            tags.Add(key, value);
        activity.AddEvent(new ActivityEvent(name, tags: tags));
    }

    private static Activity? Located(Activity? activity, string file, string member, int line)
    {
        if (activity is not { IsAllDataRequested: true })
            return activity;

        activity.SetTag(Attributes.CodeFilePath, Files.GetOrAdd(file, static path => ProjectPath(path)));
        activity.SetTag(Attributes.CodeFunctionName, $"{Path.GetFileNameWithoutExtension(file)}.{member}");
        activity.SetTag(Attributes.CodeLineNumber, line);
        activity.SetTag(Attributes.ThreadId, Environment.CurrentManagedThreadId);
        activity.SetTag(Attributes.ThreadName, Thread.CurrentThread.Name);
        return activity;
    }

    /// <summary>The path below the project, whatever machine it was built on.</summary>
    private static string ProjectPath(string path)
    {
        const string Project = "/ReifyDb/";
        var unified = path.Replace('\\', '/');
        var start = unified.LastIndexOf(Project, StringComparison.Ordinal);
        return start < 0 ? unified : unified[(start + Project.Length)..];
    }
}
