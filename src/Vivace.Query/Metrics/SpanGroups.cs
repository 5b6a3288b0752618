using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Rows;
using Vivace.TraceQL.Printing;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Metrics;

/// <summary>Groups spans by the values of fields. Groups are numbered; numbers stay the same from row group to row group.
/// Used by one thread at a time.</summary>
internal sealed class SpanGroups : IDisposable
{
    private static readonly AttributeValue Nil = new AttributeValue.Text("nil");

    private readonly KeyColumn[] _columns;
    private readonly string[] _keys;
    private readonly Pairs[] _pairs;
    private readonly Scratch<int> _ids = new();

    public SpanGroups(IReadOnlyList<FieldExpression> fields, PatternTests patterns)
    {
        _columns = [.. fields.Select(field => KeyColumns.Of(field, patterns))];
        _keys = [.. fields.Select(TraceQLPrinter.Print)];
        _pairs = [.. fields.Skip(1).Select(_ => new Pairs())];
    }

    /// <summary>How many groups there may be.</summary>
    public int Count => _columns.Length switch
    {
        0 => 1,
        1 => _columns[0].Values.Count,
        _ => _pairs[^1].Count,
    };

    /// <summary>Finds the group of each span.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="rows">The spans, ascending.</param>
    /// <param name="groups">One group per span.</param>
    public void Read(RowGroupScan scan, ReadOnlySpan<int> rows, Span<int> groups)
    {
        if (_columns.Length == 0)
        {
            groups[..rows.Length].Clear();
            return;
        }

        _columns[0].Read(scan, rows, groups[..rows.Length]);
        for (var i = 1; i < _columns.Length; i++)
        {
            var ids = _ids.Reserve(rows.Length, scan.Rows.RowCount);
            _columns[i].Read(scan, rows, ids);
            _pairs[i - 1].Join(groups[..rows.Length], ids);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ids.Dispose();

    /// <summary>The labels of a group. Missing values have none; when all are missing the first one says <c>nil</c>.</summary>
    public KeyValuePair<string, AttributeValue>[] Labels(int group)
    {
        if (_columns.Length == 0)
            return [];

        var ids = new int[_columns.Length];
        for (var i = _columns.Length - 1; i > 0; i--)
            (group, ids[i]) = _pairs[i - 1][group];
        ids[0] = group;

        var labels = new List<KeyValuePair<string, AttributeValue>>(ids.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            if (_columns[i].Values.Label(ids[i]) is { } label && !labels.Exists(other => other.Key == _keys[i]))
                labels.Add(new(_keys[i], label));
        }

        return labels.Count == 0 ? [new(_keys[0], Nil)] : [.. labels];
    }

    /// <summary>Pairs of numbers, numbered.</summary>
    private sealed class Pairs
    {
        private readonly Dictionary<(int Left, int Right), int> _numbers = [];
        private readonly List<(int Left, int Right)> _pairs = [];

        public int Count => _pairs.Count;

        public (int Left, int Right) this[int number] => _pairs[number];

        /// <summary>Replaces each left number by that of its pair.</summary>
        public void Join(Span<int> lefts, ReadOnlySpan<int> rights)
        {
            var known = (Left: -1, Right: -1);
            var number = -1;
            for (var i = 0; i < lefts.Length; i++)
            {
                var pair = (lefts[i], rights[i]);
                if (pair != known)
                {
                    known = pair;
                    if (!_numbers.TryGetValue(pair, out number))
                    {
                        number = _pairs.Count;
                        _numbers.Add(pair, number);
                        _pairs.Add(pair);
                    }
                }

                lefts[i] = number;
            }
        }
    }
}
