using Vivace.Storage.RowGroups;

namespace Vivace.Query.Values;

/// <summary>Fields of whole traces.</summary>
internal static class TraceFields
{
    /// <summary>Latest end less earliest start, in nanoseconds.</summary>
    public static long Duration(RowGroup rows, int trace)
    {
        var start = rows.TraceStarts[trace];
        var end = rows.TraceEnds[trace];
        return end <= start ? 0 : (long)Math.Min(end - start, long.MaxValue);
    }

    /// <summary>Service of the root span; empty without one.</summary>
    public static string RootService(RowGroup rows, int trace)
    {
        var root = rows.TraceRootRows[trace];
        return root < 0 ? string.Empty : rows.Resources[rows.ResourceIndex(root)].ServiceName;
    }

    /// <summary>The trace that a row belongs to.</summary>
    public static int TraceOf(RowGroup rows, int row)
    {
        var found = rows.TraceFirstRows[..rows.TraceCount].BinarySearch(row);
        return found >= 0 ? found : ~found - 1;
    }
}
