using Vivace.Testing.Otlp;

namespace Vivace.Query.Tests.Lookup;

/// <summary>The rows of a skeleton, made span by span in the plainest way.</summary>
internal sealed class ReferenceSkeleton
{
    private readonly ReferenceTrace _trace;

    public ReferenceSkeleton(IReadOnlyList<StoredSpan> spans)
    {
        _trace = new ReferenceTrace(spans);
        foreach (var root in _trace.Spans.Where(ReferenceTrace.IsRoot))
            Add(root, -1, 0);
        foreach (var orphan in _trace.Spans.Where(span => !ReferenceTrace.IsRoot(span) && _trace.ParentOf(span) is null))
            Add(orphan, -1, 0);
    }

    public List<(StoredSpan Span, int Parent, int Depth)> Rows { get; } = [];

    public ulong Start => _trace.Spans.Min(span => span.Span.StartTimeUnixNano);

    public bool IsOrphan(int row) => Rows[row].Parent < 0 && !ReferenceTrace.IsRoot(Rows[row].Span);

    public int ChildCount(int row) => Rows.Count(other => other.Parent == row);

    public int DescendantCount(int row) =>
        Enumerable.Range(0, Rows.Count).Where(other => Rows[other].Parent == row).Sum(child => 1 + DescendantCount(child));

    public static ulong Duration(OtlpSpan span) =>
        span.EndTimeUnixNano > span.StartTimeUnixNano ? span.EndTimeUnixNano - span.StartTimeUnixNano : 0;

    /// <summary>Cuts the span at every edge of a child and adds up the pieces that no child covers.</summary>
    public ulong SelfTime(int row)
    {
        var own = Rows[row].Span.Span;
        var end = own.StartTimeUnixNano + Duration(own);
        var children = Rows.Where(other => other.Parent == row)
            .Select(child => (From: child.Span.Span.StartTimeUnixNano, To: child.Span.Span.StartTimeUnixNano + Duration(child.Span.Span)))
            .ToArray();
        var edges = children.SelectMany(child => new[] { child.From, child.To }).Append(own.StartTimeUnixNano).Append(end)
            .Where(edge => edge >= own.StartTimeUnixNano && edge <= end).Distinct().Order().ToArray();
        var self = 0UL;
        for (var i = 1; i < edges.Length; i++)
        {
            if (!children.Any(child => child.From <= edges[i - 1] && child.To >= edges[i]))
                self += edges[i] - edges[i - 1];
        }

        return self;
    }

    private void Add(StoredSpan span, int parent, int depth)
    {
        Rows.Add((span, parent, depth));
        var row = Rows.Count - 1;
        foreach (var child in _trace.ChildrenOf(span))
            Add(child, row, depth + 1);
    }
}
