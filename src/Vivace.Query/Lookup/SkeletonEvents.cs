using Vivace.Storage.RowGroups;
using Vivace.Store;

namespace Vivace.Query.Lookup;

/// <summary>The events of a skeleton's rows: whose, when, and whether they are exceptions.</summary>
internal sealed class SkeletonEvents
{
    private static ReadOnlySpan<byte> ExceptionName => "exception"u8;

    /// <summary>Reads the events.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="rows">The rows shown, counted from the trace's first, ascending.</param>
    /// <param name="traceStart">Unix nanoseconds.</param>
    /// <param name="flags">Flags of the rows shown; those of events are added.</param>
    public SkeletonEvents(TraceRows trace, int[] rows, ulong traceStart, SkeletonFlags[] flags)
    {
        var first = trace.FirstRow;
        var ends = trace.Rows.EventFirstRows;
        var total = 0;
        foreach (var row in rows)
            total += ends[first + row + 1] - ends[first + row];
        Rows = new uint[total];
        Offsets = new double[total];
        Flags = new byte[total];
        if (total == 0)
            return;

        var starts = trace.Rows.Numbers(SpanNumber.Start);
        var times = trace.Rows.EventTimesSinceStart;
        var names = trace.Rows.EventNames;
        var written = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var row = first + rows[i];
            for (var item = ends[row]; item < ends[row + 1]; item++, written++)
            {
                var isException = names[item].SequenceEqual(ExceptionName);
                Rows[written] = (uint)i;
                Offsets[written] = (double)unchecked((long)((ulong)starts[row] - traceStart) + times[item]);
                Flags[written] = isException ? (byte)1 : (byte)0;
                flags[i] |= isException ? SkeletonFlags.Events | SkeletonFlags.Exception : SkeletonFlags.Events;
            }
        }
    }

    public uint[] Rows { get; }

    public double[] Offsets { get; }

    public byte[] Flags { get; }
}
