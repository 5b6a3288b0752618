using System.Text;
using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Lookup;

/// <summary>Makes the skeleton of one trace straight from its columns: no object per span.</summary>
internal sealed class SkeletonBuilder
{
    private readonly TraceRows _trace;
    private readonly TraceSkeletonRequest _request;
    private readonly int _first;
    private readonly int _count;
    private readonly int[] _depths;
    private readonly int[] _childCounts;
    private readonly SkeletonTexts _names;
    private readonly SkeletonTexts _services;

    private SkeletonBuilder(TraceRows trace, TraceSkeletonRequest request)
    {
        _trace = trace;
        _request = request;
        _first = trace.FirstRow;
        _count = trace.EndRow - _first;
        _depths = new int[_count];
        _childCounts = new int[_count];
        var parents = Parents;
        for (var i = 0; i < _count; i++)
        {
            if (parents[i] < 0)
                continue;
            _depths[i] = _depths[parents[i] - _first] + 1;
            _childCounts[parents[i] - _first]++;
        }

        var names = trace.Rows.Texts(SpanText.Name);
        _names = new SkeletonTexts(names.Dictionary.Count, _count, code => Encoding.UTF8.GetString(names.Dictionary[code]));
        _services = new SkeletonTexts(
            trace.Rows.Resources.Count, _count, resource => trace.Rows.Resources[resource].ServiceName);
    }

    /// <summary>Makes the skeleton.</summary>
    /// <returns>Null when the root asked for is not in the trace.</returns>
    public static TraceSkeleton? Build(TraceRows trace, TraceSkeletonRequest request)
    {
        var builder = new SkeletonBuilder(trace, request);
        return builder.Choose() is { } choice ? builder.Fill(choice) : null;
    }

    // Rows of the trace's row group; those of the trace alone.
    private ReadOnlySpan<int> Parents => _trace.Rows.ParentRows.Slice(_first, _count);

    private ReadOnlySpan<long> Numbers(SpanNumber field) => _trace.Rows.Numbers(field).Slice(_first, _count);

    private SkeletonChoice? Choose()
    {
        if (_request.RootSpanId is not { } rootId)
        {
            return _count <= _request.Limit && _request is { MaxLevels: 0, Offset: 0 }
                ? SkeletonChoice.All(_count)
                : SkeletonChoice.Choose(_depths, -1, _count, _request);
        }

        var root = Numbers(SpanNumber.SpanId).IndexOf((long)rootId);
        return root < 0 ? null : SkeletonChoice.Choose(_depths, root, root + _trace.Rows.SubtreeSizes[_first + root], _request);
    }

    private TraceSkeleton Fill(SkeletonChoice choice)
    {
        var start = _trace.Rows.TraceStarts[_trace.Trace];
        var end = _trace.Rows.TraceEnds[_trace.Trace];
        var root = _trace.Rows.TraceRootRows[_trace.Trace];
        var rows = choice.Rows;
        var flags = new SkeletonFlags[rows.Length];
        var (orphans, duplicates) = Mark(rows, flags);
        var events = new SkeletonEvents(_trace, rows, start, flags);
        var parents = MapParents(choice, flags);
        var nameIndexes = MapTexts(rows, _trace.Rows.Texts(SpanText.Name).Codes.Slice(_first, _count), _names);
        var serviceIndexes = MapTexts(rows, _trace.Rows.ResourceIndexes.Slice(_first, _count), _services);
        var rootService = root < 0 ? "" : _trace.Rows.Resources[_trace.Rows.ResourceIndexes[root]].ServiceName;
        return new TraceSkeleton
        {
            TraceId = _trace.Rows.TraceIds[_trace.Trace],
            StartUnixNanoseconds = start,
            DurationNanoseconds = end <= start ? 0 : end - start,
            TotalSpans = _count,
            OrphanCount = orphans,
            DuplicateCount = duplicates,
            RootServiceName = rootService.Length == 0 ? null : rootService,
            RootName = root < 0 ? null : Encoding.UTF8.GetString(_trace.Rows.Texts(SpanText.Name)[root]),
            Window = choice.Window,
            Services = _services.Texts,
            Names = _names.Texts,
            SpanIds = Map(rows, Numbers(SpanNumber.SpanId), static id => (ulong)id),
            Parents = parents,
            Starts = Map(rows, Numbers(SpanNumber.Start), value => (double)((ulong)value - start)),
            Durations = Map(rows, Numbers(SpanNumber.EndLessStart), static value => (double)Math.Max(0, value)),
            SelfTimes = SelfTimes(rows),
            ServiceIndexes = serviceIndexes,
            NameIndexes = nameIndexes,
            Kinds = Map(rows, Numbers(SpanNumber.Kind), static kind => (byte)Math.Clamp(kind, 0, byte.MaxValue)),
            Statuses = Map(rows, Numbers(SpanNumber.StatusCode), static code => (byte)Math.Clamp(code, 0, byte.MaxValue)),
            Flags = flags,
            Depths = Array.ConvertAll(rows, row => (ushort)Math.Min(_depths[row], ushort.MaxValue)),
            ChildCounts = Array.ConvertAll(rows, row => (uint)_childCounts[row]),
            DescendantCounts = Map(rows, _trace.Rows.SubtreeSizes.Slice(_first, _count), static size => (uint)size - 1),
            EventRows = events.Rows,
            EventOffsets = events.Offsets,
            EventFlags = events.Flags,
        };
    }

    private static TTo[] Map<TFrom, TTo>(int[] rows, ReadOnlySpan<TFrom> column, Func<TFrom, TTo> convert)
    {
        var mapped = new TTo[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            mapped[i] = convert(column[rows[i]]);
        return mapped;
    }

    private static uint[] MapTexts(int[] rows, ReadOnlySpan<int> codes, SkeletonTexts texts)
    {
        var mapped = new uint[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            mapped[i] = texts.IndexOf(codes[rows[i]]);
        return mapped;
    }

    /// <summary>Parents as rows of the skeleton; marks rows that have children elsewhere.</summary>
    private int[] MapParents(SkeletonChoice choice, SkeletonFlags[] flags)
    {
        var rows = choice.Rows;
        var inTrace = Parents;
        var placeOf = new int[_count];
        var shown = new int[rows.Length];
        var parents = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            placeOf[rows[i]] = i;
            // A chosen row's parent is chosen, unless the row is on the first level.
            var parent = inTrace[rows[i]] < 0 || (i == 0 && choice.Window?.RootSpanId is not null) ? -1 : placeOf[inTrace[rows[i]] - _first];
            parents[i] = parent;
            if (parent >= 0)
                shown[parent]++;
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (shown[i] < _childCounts[rows[i]])
                flags[i] |= SkeletonFlags.MoreChildren;
        }

        return parents;
    }

    /// <summary>Marks orphans, repeated ids and links.</summary>
    /// <returns>Orphans and repeated ids in the whole trace.</returns>
    private (int Orphans, int Duplicates) Mark(int[] rows, SkeletonFlags[] flags)
    {
        var all = new SkeletonFlags[_count];
        var orphans = 0;
        var parents = Parents;
        for (var i = 0; i < _count; i++)
        {
            if (parents[i] >= 0 || _trace.Rows.ParentId(_first + i) == 0)
                continue;
            all[i] = SkeletonFlags.Orphan;
            orphans++;
        }

        var duplicates = MarkDuplicates(all);
        var links = _trace.Rows.LinkFirstRows.Slice(_first, _count + 1);
        for (var i = 0; i < rows.Length; i++)
            flags[i] = all[rows[i]] | (links[rows[i] + 1] > links[rows[i]] ? SkeletonFlags.Links : SkeletonFlags.None);
        return (orphans, duplicates);
    }

    private int MarkDuplicates(SkeletonFlags[] all)
    {
        var ids = Numbers(SpanNumber.SpanId).ToArray();
        Array.Sort(ids);
        var repeated = new HashSet<long>();
        for (var i = 1; i < ids.Length; i++)
        {
            if (ids[i] == ids[i - 1])
                repeated.Add(ids[i]);
        }

        if (repeated.Count == 0)
            return 0;

        var duplicates = 0;
        var seen = new HashSet<long>();
        var inOrder = Numbers(SpanNumber.SpanId);
        for (var i = 0; i < inOrder.Length; i++)
        {
            if (!repeated.Contains(inOrder[i]) || seen.Add(inOrder[i]))
                continue;
            all[i] |= SkeletonFlags.DuplicateId;
            duplicates++;
        }

        return duplicates;
    }

    /// <summary>Siblings come by start, so one pass in row order finds what each parent's children cover together.</summary>
    private double[] SelfTimes(int[] rows)
    {
        var starts = Numbers(SpanNumber.Start);
        var lengths = Numbers(SpanNumber.EndLessStart);
        var parents = Parents;
        var coveredTo = new ulong[_count];
        var covered = new ulong[_count];
        for (var i = 0; i < _count; i++)
        {
            var start = (ulong)starts[i];
            coveredTo[i] = start;
            if (parents[i] < 0 || lengths[i] <= 0)
                continue;
            var parent = parents[i] - _first;
            var parentEnd = (ulong)starts[parent] + (ulong)Math.Max(0, lengths[parent]);
            var from = Math.Max(start, coveredTo[parent]);
            var to = Math.Min(start + (ulong)lengths[i], parentEnd);
            if (to <= from)
                continue;
            covered[parent] += to - from;
            coveredTo[parent] = to;
        }

        var selfTimes = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            selfTimes[i] = (double)((ulong)Math.Max(0, lengths[rows[i]]) - covered[rows[i]]);
        return selfTimes;
    }
}
