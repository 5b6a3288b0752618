using Vivace.Core;
using Vivace.Query.Filters;
using Vivace.Query.Search;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.Structure;

/// <summary>The newest traces that match a search, by their ids. Thread safe.</summary>
internal sealed class NewestTraces(int limit)
{
    private static readonly Comparer<(ulong Start, TraceId Id)> NewestFirst = Comparer<(ulong Start, TraceId Id)>.Create(
        static (left, right) => left.Start != right.Start ? right.Start.CompareTo(left.Start) : left.Id.CompareTo(right.Id));

    private readonly Lock _lock = new(); // guards _traces
    private readonly SortedSet<(ulong Start, TraceId Id)> _traces = new(NewestFirst);
    private ulong _threshold;

    /// <summary>True when traces were left out.</summary>
    public bool HasMore { get; private set; }

    /// <summary>True when a row group may hold one of the newest.</summary>
    public bool MayHold(RowGroupHandle handle) => handle.MaxStart >= Volatile.Read(ref _threshold);

    /// <summary>The ids found.</summary>
    public HashSet<TraceId> Ids
    {
        get
        {
            lock (_lock)
                return [.. _traces.Select(static trace => trace.Id)];
        }
    }

    /// <summary>Adds the traces of a row group that have spans that match.</summary>
    public void Add(RowGroup rows, Bitmap matched, TimeRange range)
    {
        var firstRows = rows.TraceFirstRows;
        var trace = 0;
        for (var row = matched.Next(0); row >= 0; row = matched.Next(firstRows[trace + 1]))
        {
            while (row >= firstRows[trace + 1])
                trace++;
            if (MatchedTrace.IsInRange(rows, matched, row, trace, range))
                Add((rows.TraceStarts[trace], rows.TraceIds[trace]));
        }
    }

    private void Add((ulong Start, TraceId Id) trace)
    {
        lock (_lock)
        {
            _traces.Add(trace);
            if (_traces.Count <= limit)
                return;
            HasMore = true;
            _traces.Remove(_traces.Max);
            Volatile.Write(ref _threshold, _traces.Max.Start);
        }
    }
}
