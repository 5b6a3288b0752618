using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Vivace.OpenTelemetry.Filtering;

/// <summary>Listens to the sources that a filter lets pass, samples their activities and hands them to processors.</summary>
/// <remarks>
/// The SDK's own listener takes a list of names: it cannot leave a source out, and its samplers are not told which source asks.
/// An activity below its level is not created at all here, so that its children hang under the nearest one that is, and cost
/// nothing. There is one listener for each level a filter names: a source is asked for its level once, not once per activity.
/// </remarks>
internal sealed class SourceListeners : IDisposable
{
    private readonly Sampler _sampler;
    private readonly Sampler _rootSampler;
    private readonly BaseProcessor<Activity>[] _processors;
    private readonly List<ActivityListener> _listeners = [];

    /// <summary>Begins to listen.</summary>
    /// <param name="filter">Which sources.</param>
    /// <param name="sampler">Decides for activities with a parent that was sampled.</param>
    /// <param name="rootSampler">Decides under parents that no sampler has seen.</param>
    /// <param name="processors">Told of each start and end, in this order.</param>
    public SourceListeners(TracingFilter filter, Sampler sampler, Sampler rootSampler, BaseProcessor<Activity>[] processors)
    {
        _sampler = sampler;
        _rootSampler = rootSampler;
        _processors = processors;
        foreach (var level in filter.Directives.Select(directive => directive.Level).Distinct().Where(level => level != TracingLevel.Off))
        {
            var listener = new ActivityListener
            {
                // The source without a name is that of activities made by hand, which the framework uses for its own plumbing.
                ShouldListenTo = source => source.Name.Length > 0 && filter.LevelOf(source.Name) == level,
                Sample = (ref ActivityCreationOptions<ActivityContext> options) => Sample(ref options, level),
                ActivityStarted = Started,
                ActivityStopped = Stopped,
            };
            _listeners.Add(listener);
            ActivitySource.AddActivityListener(listener);
        }
    }

    public void Dispose() => _listeners.ForEach(listener => listener.Dispose());

    private ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> options, TracingLevel finest)
    {
        // The exporter's own requests are not traced.
        if (Sdk.SuppressInstrumentation)
            return ActivitySamplingResult.None;
        if (finest != TracingLevel.Trace && ActivityLevel.Of(options.Source, options.Kind, options.Tags) > finest)
            return ActivitySamplingResult.None;

        var parameters = new SamplingParameters(
            options.Parent, options.TraceId, options.Name, options.Kind, options.Tags, options.Links);
        var result = (IsUnseenParent(options.Parent) ? _rootSampler : _sampler).ShouldSample(parameters);
        if (result.Decision == SamplingDecision.Drop)
        {
            // A root carries the decision on to other services; below it there is nothing to keep.
            return options.Parent.TraceId == default || options.Parent.IsRemote
                ? ActivitySamplingResult.PropagationData
                : ActivitySamplingResult.None;
        }

        if (result.Attributes is not null)
        {
            foreach (var attribute in result.Attributes)
                options.SamplingTags.Add(attribute.Key, attribute.Value);
        }

        if (result.TraceStateString is not null)
            options = options with { TraceState = result.TraceStateString };

        return result.Decision == SamplingDecision.RecordAndSample
            ? ActivitySamplingResult.AllDataAndRecorded
            : ActivitySamplingResult.AllData;
    }

    /// <summary>True for a parent that was made by hand and continues no caller: ASP.NET Core and logging create such activities
    /// for their ids where no listener wants one (its source is off, or below its level). Nobody has decided about that trace.</summary>
    private static bool IsUnseenParent(in ActivityContext parent) =>
        parent is { IsRemote: false, TraceFlags: ActivityTraceFlags.None }
        && Activity.Current is { Source.Name.Length: 0, HasRemoteParent: false } current
        && current.SpanId == parent.SpanId;

    private void Started(Activity activity)
    {
        if (!activity.IsAllDataRequested)
            return;

        foreach (var processor in _processors)
            processor.OnStart(activity);
    }

    private void Stopped(Activity activity)
    {
        if (!activity.IsAllDataRequested)
            return;

        foreach (var processor in _processors)
            processor.OnEnd(activity);
    }
}
