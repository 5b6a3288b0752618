namespace Vivace.Storage.Live;

/// <summary>Tells whether two spans of the same trace with the same span id are the same span sent twice.</summary>
/// <remarks>Codes are compared first; where a pool does not look for repetitions, equal values may have different codes and
/// their bytes decide.</remarks>
internal static class SpanContent
{
    public static bool AreEqual(LiveColumns columns, int left, int right) =>
        columns.Starts[left] == columns.Starts[right]
        && columns.EndsLessStarts[left] == columns.EndsLessStarts[right]
        && columns.ParentIds[left] == columns.ParentIds[right]
        && OddParentsEqual(columns, left, right)
        && TextsEqual(columns.Names, columns.NameCodes[left], columns.NameCodes[right])
        && ContextsEqual(columns, columns.ContextCodes[left], columns.ContextCodes[right])
        && ExtrasEqual(columns, columns.ExtrasCodes[left], columns.ExtrasCodes[right])
        && AttributesEqual(columns.Spans, left, right)
        && EventsEqual(columns, left, right)
        && LinksEqual(columns, left, right);

    /// <summary>A hash of what <see cref="AreEqual"/> compares.</summary>
    public static ulong Hash(LiveColumns columns, int row)
    {
        var hash = Hashing.Mix(columns.Starts[row], columns.EndsLessStarts[row]);
        hash = Hashing.Mix(hash, columns.ParentIds[row]);
        hash = Hashing.Mix(hash, Hashing.Hash64(columns.Names[columns.NameCodes[row]]));
        var table = columns.Spans;
        var shape = table.Shape(row);
        var columnIds = table.Shapes.Columns(shape);
        var slot = table.FirstSlot(row);
        hash = Hashing.Mix(hash, (uint)shape);
        foreach (var id in columnIds)
        {
            var pool = table.Attribute(id).Pool;
            var value = table.Slot(slot++);
            hash = Hashing.Mix(hash, pool is null ? (ulong)value : Hashing.Hash64(pool[(int)value]));
        }

        return hash;
    }

    private static bool OddParentsEqual(LiveColumns columns, int left, int right) =>
        !columns.HasOddParentIds
        || columns.OddParentId(left).AsSpan().SequenceEqual(columns.OddParentId(right));

    private static bool TextsEqual(TextPool pool, int left, int right) =>
        left == right || (!pool.IsDistinct && pool[left].SequenceEqual(pool[right]));

    private static bool ContextsEqual(LiveColumns columns, int left, int right)
    {
        if (left == right)
            return true;
        var (a, b) = (columns.Contexts[left], columns.Contexts[right]);
        return TextsEqual(columns.Resources, a.Resource, b.Resource) && TextsEqual(columns.Scopes, a.Scope, b.Scope);
    }

    private static bool ExtrasEqual(LiveColumns columns, int left, int right)
    {
        if (left == right)
            return true;
        var (a, b) = (columns.Extras[left], columns.Extras[right]);
        return TextsEqual(columns.Texts, a.StatusMessage, b.StatusMessage)
            && TextsEqual(columns.Texts, a.TraceState, b.TraceState)
            && TextsEqual(columns.Unknowns, a.Unknown, b.Unknown)
            && a == b with { StatusMessage = a.StatusMessage, TraceState = a.TraceState, Unknown = a.Unknown };
    }

    private static bool AttributesEqual(LiveTable table, int left, int right)
    {
        var shape = table.Shape(left);
        if (shape != table.Shape(right))
            return false;

        var (leftSlot, rightSlot) = (table.FirstSlot(left), table.FirstSlot(right));
        foreach (var id in table.Shapes.Columns(shape))
        {
            var (a, b) = (table.Slot(leftSlot++), table.Slot(rightSlot++));
            if (a == b)
                continue;
            if (table.Attribute(id).Pool is not { } pool || !TextsEqual(pool, (int)a, (int)b))
                return false;
        }

        return true;
    }

    private static bool EventsEqual(LiveColumns columns, int left, int right)
    {
        var (leftFirst, leftEnd) = Range(columns.EventEnds, left);
        var (rightFirst, rightEnd) = Range(columns.EventEnds, right);
        if (leftEnd - leftFirst != rightEnd - rightFirst)
            return false;

        for (var i = 0; i < leftEnd - leftFirst; i++)
        {
            var (a, b) = (columns.EventRows[leftFirst + i], columns.EventRows[rightFirst + i]);
            if (a.TimeSinceStart != b.TimeSinceStart || a.Dropped != b.Dropped
                || !TextsEqual(columns.EventNames, a.Name, b.Name)
                || !TextsEqual(columns.Unknowns, a.Unknown, b.Unknown)
                || !AttributesEqual(columns.Events, leftFirst + i, rightFirst + i))
            {
                return false;
            }
        }

        return true;
    }

    private static bool LinksEqual(LiveColumns columns, int left, int right)
    {
        var (leftFirst, leftEnd) = Range(columns.LinkEnds, left);
        var (rightFirst, rightEnd) = Range(columns.LinkEnds, right);
        if (leftEnd - leftFirst != rightEnd - rightFirst)
            return false;

        for (var i = 0; i < leftEnd - leftFirst; i++)
        {
            var (a, b) = (columns.LinkRows[leftFirst + i], columns.LinkRows[rightFirst + i]);
            if (a.Flags != b.Flags || a.Dropped != b.Dropped
                || !TextsEqual(columns.LinkTraceIds, a.TraceId, b.TraceId)
                || !TextsEqual(columns.LinkSpanIds, a.SpanId, b.SpanId)
                || !TextsEqual(columns.Texts, a.TraceState, b.TraceState)
                || !TextsEqual(columns.Unknowns, a.Unknown, b.Unknown)
                || !AttributesEqual(columns.Links, leftFirst + i, rightFirst + i))
            {
                return false;
            }
        }

        return true;
    }

    private static (int First, int End) Range(ChunkedList<int> ends, int row) => (row == 0 ? 0 : ends[row - 1], ends[row]);
}
