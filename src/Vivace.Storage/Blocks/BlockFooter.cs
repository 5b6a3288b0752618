using Vivace.Storage.Columns;

namespace Vivace.Storage.Blocks;

/// <summary>What a block holds and where its row groups, filter and index lie; the last region of the file.</summary>
/// <remarks>Layout in docs/block-format.md, "Footer". Keep both in step.</remarks>
internal sealed class BlockFooter
{
    /// <summary>One row group.</summary>
    /// <param name="RowCount">Spans.</param>
    /// <param name="TraceCount">Traces.</param>
    /// <param name="FirstTraceNumber">Traces of the row groups before.</param>
    /// <param name="MinStart">Earliest span start.</param>
    /// <param name="MaxStart">Latest trace start.</param>
    /// <param name="MaxEnd">Latest span end.</param>
    /// <param name="Directory">Where its directory lies.</param>
    public readonly record struct RowGroupEntry(
        int RowCount, int TraceCount, int FirstTraceNumber, ulong MinStart, ulong MaxStart, ulong MaxEnd, RegionLocation Directory);

    public required IReadOnlyList<RowGroupEntry> RowGroups { get; init; }

    public required int TraceCount { get; init; }

    public required long FilterOffset { get; init; }

    public required long IndexOffset { get; init; }

    public void Write(ByteWriter output)
    {
        output.WriteVarint((ulong)FilterOffset);
        output.WriteVarint((ulong)IndexOffset);
        output.WriteVarint((ulong)RowGroups.Count);
        foreach (var group in RowGroups)
        {
            output.WriteVarint((ulong)group.RowCount);
            output.WriteVarint((ulong)group.TraceCount);
            output.WriteUInt64(group.MinStart);
            output.WriteUInt64(group.MaxStart);
            output.WriteUInt64(group.MaxEnd);
            output.WriteVarint((ulong)group.Directory.Offset);
            output.WriteVarint((ulong)group.Directory.Length);
            output.WriteUInt32(group.Directory.Checksum);
        }
    }

    public static BlockFooter Read(ReadOnlySpan<byte> bytes)
    {
        var input = new ByteReader(bytes);
        var filterOffset = (long)input.ReadVarint();
        var indexOffset = (long)input.ReadVarint();
        var groups = new RowGroupEntry[input.ReadCount(input.Remaining)];
        var traces = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            var rowCount = input.ReadCount(int.MaxValue);
            var traceCount = input.ReadCount(rowCount);
            groups[i] = new RowGroupEntry(
                rowCount,
                traceCount,
                traces,
                input.ReadUInt64(),
                input.ReadUInt64(),
                input.ReadUInt64(),
                new RegionLocation((long)input.ReadVarint(), input.ReadCount(int.MaxValue), input.ReadUInt32()));
            if (traceCount > int.MaxValue - traces)
                throw new BlockCorruptedException("there are more than 2^31 traces");
            traces += traceCount;
        }

        return new BlockFooter
        {
            RowGroups = groups,
            TraceCount = traces,
            FilterOffset = filterOffset,
            IndexOffset = indexOffset,
        };
    }
}
