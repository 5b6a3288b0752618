using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace ReifyDb.Tests.Support;

/// <summary>Keeps spans of this process by trace. All tests share the process's sources: a test asks for its own traces only.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    /// <summary>Begins to listen.</summary>
    /// <param name="framework">False leaves ASP.NET Core's own spans out.</param>
    public SpanRecorder(bool framework = true)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "reifydb" || (framework && source.Name == "Microsoft.AspNetCore"),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _ended.Enqueue(activity),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public static string NewTraceParent(out string traceId)
    {
        traceId = ActivityTraceId.CreateRandom().ToHexString();
        return $"00-{traceId}-{ActivitySpanId.CreateRandom().ToHexString()}-01";
    }

    /// <summary>The spans of a trace once its first one has ended.</summary>
    public async Task<IReadOnlyList<Activity>> TraceAsync(string traceId, int roots = 1)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var spans = _ended.Where(span => span.TraceId.ToHexString() == traceId).ToList();
            var ids = spans.Select(static span => span.SpanId).ToHashSet();
            if (spans.Count(span => !ids.Contains(span.ParentSpanId)) >= roots && spans.Any(static span => span.Kind != ActivityKind.Internal))
                return spans;
            await Task.Delay(5, patience.Token);
        }
    }

    /// <summary>Spans that link to a trace.</summary>
    public async Task<Activity> LinkedToAsync(string traceId, string name)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (_ended.FirstOrDefault(span => span.DisplayName == name && span.Links.Any(link => link.Context.TraceId.ToHexString() == traceId)) is { } found)
                return found;
            await Task.Delay(5, patience.Token);
        }
    }

    /// <summary>A trace as an indented list of names, in the order of beginning.</summary>
    public static string Tree(IReadOnlyList<Activity> spans)
    {
        var ids = spans.Select(static span => span.SpanId).ToHashSet();
        var root = Assert.Single(spans, span => !ids.Contains(span.ParentSpanId));
        return string.Join('\n', Lines(root, 0));

        IEnumerable<string> Lines(Activity span, int depth) => spans.Where(child => child.ParentSpanId == span.SpanId)
            .OrderBy(static child => child.StartTimeUtc).SelectMany(child => Lines(child, depth + 1)).Prepend(new string(' ', 2 * depth) + span.DisplayName);
    }

    public void Dispose() => _listener.Dispose();
}
