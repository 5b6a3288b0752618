using Vivace.Query.Filters;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>What one worker has computed of one source. Used by one thread at a time.</summary>
internal abstract class SourceWorker(MetricsSource source) : IDisposable
{
    /// <summary>A worker for a source.</summary>
    public static SourceWorker Of(MetricsSource source) =>
        source.Function.Kind == MetricsFunctionKind.Compare ? new CompareWorker(source) : new SeriesWorker(source);

    /// <summary>What is computed.</summary>
    public MetricsSource Source => source;

    /// <summary>The spans it picked.</summary>
    public ExemplarCollector Exemplars { get; } = new(source.Window, source.Plan, source.MaxExemplars);

    /// <summary>Takes the spans of a row group that the source's pipeline leaves.</summary>
    public abstract void Visit(RowGroupScan scan, SelectedSpans spans);

    /// <summary>Gives back what was rented; what was computed is gone, too.</summary>
    public abstract void Dispose();
}
