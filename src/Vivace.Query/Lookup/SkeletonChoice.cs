using Vivace.Store;

namespace Vivace.Query.Lookup;

/// <summary>Which rows of a trace a skeleton shows.</summary>
/// <param name="Rows">Rows, counted from the trace's first, ascending. The parent of each is among them, or it is on the first level.</param>
/// <param name="Window">What they are of the trace; null for all.</param>
internal sealed record SkeletonChoice(int[] Rows, SkeletonWindow? Window)
{
    /// <summary>Every row.</summary>
    public static SkeletonChoice All(int count)
    {
        var rows = new int[count];
        for (var i = 0; i < count; i++)
            rows[i] = i;
        return new SkeletonChoice(rows, null);
    }

    /// <summary>The levels that fit: first as many siblings of the first level as there may be, then whole levels below them.</summary>
    /// <param name="depths">Depths of the trace's rows.</param>
    /// <param name="root">The row whose subtree is wanted; -1 for the whole trace.</param>
    /// <param name="end">The row after that subtree.</param>
    /// <param name="request">The limits.</param>
    public static SkeletonChoice Choose(int[] depths, int root, int end, TraceSkeletonRequest request)
    {
        var rootDepth = root < 0 ? -1 : depths[root];
        var room = Math.Max(1, request.Limit - (root < 0 ? 0 : 1));
        var siblings = 0;
        for (var row = root + 1; row < end; row++)
            siblings += depths[row] == rootDepth + 1 ? 1 : 0;
        var taken = Math.Clamp(siblings - request.Offset, 0, room);
        var levels = CountLevels(depths, root, end, rootDepth, request, taken, room);

        var rows = new List<int>(Math.Min(end - root, room + 1));
        if (root >= 0)
            rows.Add(root);
        var sibling = -1;
        for (var row = root + 1; row < end; row++)
        {
            var level = depths[row] - rootDepth;
            if (level == 1)
                sibling++;
            if (sibling >= request.Offset && sibling - request.Offset < taken && level <= levels)
                rows.Add(row);
        }

        return new SkeletonChoice(
            [.. rows], new SkeletonWindow(request.RootSpanId, levels, request.Offset, request.Limit, siblings));
    }

    private static int CountLevels(
        int[] depths, int root, int end, int rootDepth, TraceSkeletonRequest request, int taken, int room)
    {
        var counts = new List<int>();
        var sibling = -1;
        for (var row = root + 1; row < end; row++)
        {
            var level = depths[row] - rootDepth;
            if (level == 1)
                sibling++;
            if (sibling < request.Offset || sibling - request.Offset >= taken)
                continue;
            while (counts.Count < level)
                counts.Add(0);
            counts[level - 1]++;
        }

        var levels = 0;
        var rows = 0;
        while (levels < counts.Count && rows + counts[levels] <= room && (request.MaxLevels == 0 || levels < request.MaxLevels))
            rows += counts[levels++];
        return levels;
    }
}
