using System.Buffers.Binary;
using Vivace.Testing.Otlp;

namespace Vivace.Query.Tests;

/// <summary>A trace put together from its spans by their ids, in the plainest way.</summary>
internal sealed class ReferenceTrace
{
    private readonly Dictionary<ulong, (long Left, long Right, long Parent)> _nested = [];
    private long _counter;

    public ReferenceTrace(IEnumerable<StoredSpan> spans)
    {
        Spans = [.. spans.OrderBy(s => s.Span.StartTimeUnixNano).ThenBy(s => IdOf(s.Span.SpanId))];
        Root = Spans.FirstOrDefault(IsRoot);
        foreach (var root in Spans.Where(IsRoot))
            Number(root, -1);
    }

    public IReadOnlyList<StoredSpan> Spans { get; }

    public StoredSpan? Root { get; }

    /// <summary>A span that ends before it starts has duration 0: it ends where it starts.</summary>
    public long Duration => (long)(Spans.Max(s => Math.Max(s.Span.StartTimeUnixNano, s.Span.EndTimeUnixNano))
        - Spans.Min(s => s.Span.StartTimeUnixNano));

    public string RootName => Root?.Span.Name ?? "";

    public string RootService =>
        Root?.Resource?.Attributes.FirstOrDefault(a => a.Key == "service.name")?.Value is OtlpValue.Text name ? name.Value : "";

    public static ulong IdOf(byte[] id) => id.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(id) : 0;

    public static bool IsRoot(StoredSpan span) => span.Span.ParentSpanId.Length == 0;

    public IEnumerable<StoredSpan> ChildrenOf(StoredSpan span) =>
        Spans.Where(s => !IsRoot(s) && IdOf(s.Span.ParentSpanId) == IdOf(span.Span.SpanId));

    public StoredSpan? ParentOf(StoredSpan span) =>
        IsRoot(span) ? null : Spans.FirstOrDefault(s => IdOf(s.Span.SpanId) == IdOf(span.Span.ParentSpanId));

    public bool IsConnected(StoredSpan span) => _nested.ContainsKey(IdOf(span.Span.SpanId));

    public (long Left, long Right, long Parent) NestedOf(StoredSpan span) =>
        _nested.TryGetValue(IdOf(span.Span.SpanId), out var numbers) ? numbers : (0, 0, 0);

    private void Number(StoredSpan span, long parent)
    {
        var left = ++_counter;
        _nested[IdOf(span.Span.SpanId)] = (left, 0, parent);
        foreach (var child in ChildrenOf(span))
            Number(child, left);
        _nested[IdOf(span.Span.SpanId)] = (left, ++_counter, parent);
    }
}
