namespace Vivace.Storage.Live;

/// <summary>Puts the spans of one trace in depth-first order. Keeps its buffers from trace to trace.</summary>
internal sealed class TraceSorter(LiveColumns columns)
{
    private const int None = -1;

    // Below this many spans an insertion sort beats the library's.
    private const int SmallTrace = 32;

    private ulong[] _spanIds = [];
    private ulong[] _parentIds = [];
    private ulong[] _starts = [];
    private ulong[] _keys = [];
    private int[] _rows = [];
    private int[] _byId = [];
    private int[] _byStart = [];
    private int[] _parent = [];
    private int[] _firstChild = [];
    private int[] _nextSibling = [];
    private int[] _stack = [];
    private bool[] _placed = [];
    private int _count;

    /// <summary>Sorts one trace.</summary>
    /// <param name="rows">Its live rows in order of arrival; at least one.</param>
    /// <param name="ordered">Receives the rows in depth-first order.</param>
    /// <param name="depths">Receives their depths.</param>
    /// <param name="connected">How many of the rows, the first ones, a root leads to.</param>
    /// <returns>Rows written: repeated spans are left out.</returns>
    public int Sort(ReadOnlySpan<int> rows, Span<int> ordered, Span<int> depths, out int connected)
    {
        if (rows.Length == 1)
        {
            ordered[0] = rows[0];
            depths[0] = 0;
            connected = IsRoot(rows[0], columns.ParentIds[rows[0]]) ? 1 : 0;
            return 1;
        }

        Load(rows);
        SortById();
        if (HasRepeatedIds())
            RemoveRepetitions();
        FindParents();
        SortByStart();
        LinkChildren(out var firstRoot, out var firstOrphan);

        Array.Clear(_placed, 0, _count);
        var written = Place(firstRoot, ordered, depths, 0);
        connected = written;
        written = Place(firstOrphan, ordered, depths, written);
        if (written < _count)
            written = PlaceCycles(ordered, depths, written);
        return written;
    }

    private bool IsRoot(int row, ulong parentId) =>
        parentId == 0 && (!columns.HasOddParentIds || columns.OddParentId(row) is not { } odd || !odd.AsSpan().ContainsAnyExcept((byte)0));

    private void Load(ReadOnlySpan<int> rows)
    {
        _count = rows.Length;
        if (_rows.Length < _count)
            Grow(_count);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            _rows[i] = row;
            _spanIds[i] = columns.SpanIds[row];
            _parentIds[i] = columns.ParentIds[row];
            _starts[i] = columns.Starts[row];
        }
    }

    private void Grow(int count)
    {
        count = Math.Max(64, count + (count / 2));
        _spanIds = new ulong[count];
        _parentIds = new ulong[count];
        _starts = new ulong[count];
        _keys = new ulong[count];
        _rows = new int[count];
        _byId = new int[count];
        _byStart = new int[count];
        _parent = new int[count];
        _firstChild = new int[count];
        _nextSibling = new int[count];
        _stack = new int[count];
        _placed = new bool[count];
    }

    /// <summary>Afterwards <see cref="_keys"/> holds the span ids ascending, <see cref="_byId"/> whose they are; equal ids in order of arrival.</summary>
    private void SortById()
    {
        for (var i = 0; i < _count; i++)
        {
            _keys[i] = _spanIds[i];
            _byId[i] = i;
        }

        if (_count > SmallTrace)
        {
            Array.Sort(_keys, _byId, 0, _count);
            for (int i = 0, end; i < _count; i = end)
            {
                for (end = i + 1; end < _count && _keys[end] == _keys[i]; end++)
                {
                }

                if (end - i > 1)
                    Array.Sort(_byId, i, end - i);
            }

            return;
        }

        for (var i = 1; i < _count; i++)
        {
            var (key, item) = (_keys[i], _byId[i]);
            var j = i - 1;
            for (; j >= 0 && _keys[j] > key; j--)
                (_keys[j + 1], _byId[j + 1]) = (_keys[j], _byId[j]);
            (_keys[j + 1], _byId[j + 1]) = (key, item);
        }
    }

    private bool HasRepeatedIds()
    {
        for (var i = 1; i < _count; i++)
        {
            if (_keys[i] == _keys[i - 1])
                return true;
        }

        return false;
    }

    /// <summary>Leaves out spans with equal content that came from different sources: retries, and blocks that overlap. Repetitions inside
    /// one source were sent on purpose and stay.</summary>
    private void RemoveRepetitions()
    {
        var keep = new RepetitionFilter(columns).Filter(_rows.AsSpan(0, _count));
        if (keep.Count < _count)
        {
            Load([.. keep]);
            SortById();
        }
    }

    private void FindParents()
    {
        for (var i = 0; i < _count; i++)
            _parent[i] = _parentIds[i] == 0 ? None : FindParent(i);
    }

    private int FindParent(int child)
    {
        var found = Array.BinarySearch(_keys, 0, _count, _parentIds[child]);
        if (found < 0)
            return None;
        while (found > 0 && _keys[found - 1] == _keys[found])
            found--;

        // Spans that share an id (Zipkin's client and server halves): children belong to the server half.
        var parent = None;
        for (; found < _count && _keys[found] == _parentIds[child]; found++)
        {
            var candidate = _byId[found];
            if (candidate == child)
                continue;
            if (parent == None || (IsServer(candidate) && !IsServer(parent)))
                parent = candidate;
        }

        return parent;
    }

    private bool IsServer(int span) =>
        columns.Extras[columns.ExtrasCodes[_rows[span]]].Kind == (int)Core.SpanKind.Server;

    private void SortByStart()
    {
        // From id order, so that a stable sort by start leaves equal starts in id order.
        for (var i = 0; i < _count; i++)
        {
            _byStart[i] = _byId[i];
        }

        if (_count > SmallTrace)
        {
            var (starts, spanIds) = (_starts, _spanIds);
            _byStart.AsSpan(0, _count).Sort((left, right) =>
            {
                var byStart = starts[left].CompareTo(starts[right]);
                if (byStart != 0)
                    return byStart;
                var byId = spanIds[left].CompareTo(spanIds[right]);
                return byId != 0 ? byId : left.CompareTo(right);
            });
            return;
        }

        for (var i = 1; i < _count; i++)
        {
            var item = _byStart[i];
            var start = _starts[item];
            var j = i - 1;
            for (; j >= 0 && _starts[_byStart[j]] > start; j--)
                _byStart[j + 1] = _byStart[j];
            _byStart[j + 1] = item;
        }
    }

    private void LinkChildren(out int firstRoot, out int firstOrphan)
    {
        Array.Fill(_firstChild, None, 0, _count);
        firstRoot = None;
        firstOrphan = None;
        for (var i = _count - 1; i >= 0; i--)
        {
            var span = _byStart[i];
            var parent = _parent[span];
            ref var head = ref firstOrphan;
            if (parent != None)
                head = ref _firstChild[parent];
            else if (IsRoot(_rows[span], _parentIds[span]))
                head = ref firstRoot;
            _nextSibling[span] = head;
            head = span;
        }
    }

    /// <summary>Writes a list of siblings and all below them, depth first.</summary>
    private int Place(int first, Span<int> ordered, Span<int> depths, int written)
    {
        for (var top = first; top != None; top = _nextSibling[top])
            written = PlaceSubtree(top, ordered, depths, written);
        return written;
    }

    private int PlaceSubtree(int top, Span<int> ordered, Span<int> depths, int written)
    {
        var depth = 0;
        var span = top;
        while (true)
        {
            _placed[span] = true;
            ordered[written] = _rows[span];
            depths[written++] = depth;

            var child = FirstUnplaced(_firstChild[span]);
            if (child != None)
            {
                _stack[depth++] = span;
                span = child;
                continue;
            }

            while (true)
            {
                if (depth == 0)
                    return written;
                var sibling = FirstUnplaced(_nextSibling[span]);
                if (sibling != None)
                {
                    span = sibling;
                    break;
                }

                span = _stack[--depth];
            }
        }
    }

    // Only spans of a cycle can meet one that is placed already.
    private int FirstUnplaced(int span)
    {
        while (span != None && _placed[span])
            span = _nextSibling[span];
        return span;
    }

    private int PlaceCycles(Span<int> ordered, Span<int> depths, int written)
    {
        foreach (var span in _byStart.AsSpan(0, _count))
        {
            if (!_placed[span])
                written = PlaceSubtree(span, ordered, depths, written);
        }

        return written;
    }
}
