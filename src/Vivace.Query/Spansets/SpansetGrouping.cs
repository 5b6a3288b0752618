using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Rows;
using Vivace.Query.Values;

namespace Vivace.Query.Spansets;

/// <summary>Splits spansets by the value of an expression.</summary>
internal sealed class SpansetGrouping(RowGroupScan scan, RowExpression expression)
{
    private static readonly AttributeValue Nil = new AttributeValue.Text("nil");

    private readonly Dictionary<int, int> _firstByHash = [];
    private readonly List<OpenGroup> _open = [];
    private Checkpoint _checkpoint = new(scan.Cancellation);

    /// <summary>Splits every spanset into one for each distinct value, in the order of their first spans.</summary>
    /// <param name="key">The key under which the value is listed.</param>
    /// <param name="state">The spansets.</param>
    public List<SpansetGroup> Split(string key, SpansetState state)
    {
        var groups = new List<SpansetGroup>();
        if (state.Groups is { } former)
        {
            foreach (var group in former)
            {
                foreach (var row in group.Rows)
                    Add(row);
                Close(key, group.Trace, group.Attributes, groups);
            }

            return groups;
        }

        var firstRows = scan.Rows.TraceFirstRows;
        for (var trace = 0; trace < scan.Rows.TraceCount; trace++)
        {
            var end = firstRows[trace + 1];
            for (var row = state.Rows.Next(firstRows[trace], end); row >= 0; row = state.Rows.Next(row + 1, end))
                Add(row);
            if (_open.Count > 0)
                Close(key, trace, AttributesOf(state, trace), groups);
        }

        return groups;
    }

    /// <summary>The aggregates of a trace that has one spanset.</summary>
    public static List<KeyValuePair<string, AttributeValue>> AttributesOf(SpansetState state, int trace)
    {
        var attributes = new List<KeyValuePair<string, AttributeValue>>();
        foreach (var values in state.Values)
        {
            var value = Value.FromNumber(values.Kinds[trace], values.Numbers[trace]);
            if (ValueText.ToAttribute(value) is { } attribute)
                attributes.Add(new(values.Key, attribute));
        }

        return attributes;
    }

    private void Add(int row)
    {
        _checkpoint.Pass();
        var value = expression.Read(RowPosition.OfSpan(row));
        var hash = new HashCode();
        hash.Add((int)value.Kind);
        hash.Add(value.Number);
        hash.AddBytes(value.Bytes);
        var code = hash.ToHashCode();
        var next = _firstByHash.GetValueOrDefault(code, -1);
        for (var index = next; index >= 0; index = _open[index].Next)
        {
            if (_open[index].Equals(value))
            {
                _open[index].Rows.Add(row);
                return;
            }
        }

        _firstByHash[code] = _open.Count;
        _open.Add(new OpenGroup(value, next, row));
    }

    private void Close(
        string key, int trace, List<KeyValuePair<string, AttributeValue>> attributes, List<SpansetGroup> groups)
    {
        foreach (var group in _open)
            groups.Add(new SpansetGroup(trace, [.. group.Rows], [.. attributes, new(key, group.Value ?? Nil)]));
        _open.Clear();
        _firstByHash.Clear();
    }

    private sealed class OpenGroup(Value value, int next, int row)
    {
        private readonly ValueKind _kind = value.Kind;
        private readonly long _number = value.Number;
        private readonly byte[] _bytes = value.Bytes.ToArray();

        public AttributeValue? Value { get; } = ValueText.ToAttribute(value);

        public int Next { get; } = next;

        public List<int> Rows { get; } = [row];

        public bool Equals(Value other) =>
            other.Kind == _kind && other.Number == _number && other.Bytes.SequenceEqual(_bytes);
    }
}
