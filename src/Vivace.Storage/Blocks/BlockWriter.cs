using System.Buffers.Binary;
using Vivace.Storage.Columns;
using Vivace.Storage.Files;
using Vivace.Storage.Live;

namespace Vivace.Storage.Blocks;

/// <summary>Writes one block: row groups as they come, then filter, index and footer, and last the meta data that make it exist.</summary>
/// <remarks>What a crash leaves behind has no meta data and is swept at the next start.</remarks>
internal sealed class BlockWriter : IDisposable
{
    private readonly IFileSystem _files;
    private readonly string _folder;
    private readonly IWritableFile _file;
    private readonly RegionWriter _regions;
    private readonly List<BlockFooter.RowGroupEntry> _rowGroups = [];
    private readonly TraceHashes _hashes = new();
    private long _spanCount;

    /// <summary>Creates the block's folder and begins its spans file.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="folder">The block's folder; must not exist.</param>
    public BlockWriter(IFileSystem files, string folder)
    {
        _files = files;
        _folder = folder;
        files.CreateDirectory(folder);
        _file = files.Create(Path.Combine(folder, BlockFormat.SpansFile));
        _regions = new RegionWriter(_file);
        Span<byte> magic = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(magic, BlockFormat.Magic);
        _regions.AppendRaw(magic);
    }

    /// <summary>Spans written so far.</summary>
    public long SpanCount => _spanCount;

    /// <summary>Traces written so far.</summary>
    public int TraceCount => _hashes.Count;

    /// <summary>Writes all traces of live columns as row groups.</summary>
    /// <param name="columns">The columns; their traces are not in this block yet.</param>
    /// <param name="order">The order of their spans.</param>
    /// <param name="slices">The row groups they make.</param>
    /// <param name="cancellationToken">Asked before each row group.</param>
    public void Add(
        LiveColumns columns, TraceOrder order, IReadOnlyList<RowGroupSlice> slices, CancellationToken cancellationToken)
    {
        _regions.ForgetDictionaries();
        using var encoder = new RowGroupEncoder(columns, order);
        foreach (var slice in slices)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var directory = encoder.Write(_regions, slice);
            _rowGroups.Add(new BlockFooter.RowGroupEntry(
                slice.RowCount, slice.TraceCount, _hashes.Count, slice.MinStart, slice.MaxStart, slice.MaxEnd, directory));
            for (var trace = slice.FirstTrace; trace < slice.FirstTrace + slice.TraceCount; trace++)
                _hashes.Add(columns.Traces[order.Traces[trace].Ordinal].StableHash());
            _spanCount += slice.RowCount;
        }
    }

    /// <summary>Copies a row group of another block as it stands.</summary>
    /// <param name="input">The block; the row group's traces are not in this one yet.</param>
    /// <param name="rowGroup">The row group there.</param>
    public void Copy(BlockFile input, int rowGroup)
    {
        var directory = RowGroupCopier.Copy(input, rowGroup, _regions);
        var entry = input.Footer.RowGroups[rowGroup];
        _rowGroups.Add(entry with { FirstTraceNumber = _hashes.Count, Directory = directory });
        using var group = new BlockRowGroup(input, rowGroup, []);
        foreach (var id in group.TraceIds)
            _hashes.Add(id.StableHash());
        _spanCount += entry.RowCount;
    }

    /// <summary>Ends the spans file and writes the meta data: afterwards the block exists, also after a power cut.</summary>
    /// <param name="meta">What is known of it; counts and size are filled in.</param>
    /// <returns>The meta data written.</returns>
    public BlockMeta Finish(BlockMeta meta)
    {
        WriteEnd();
        _regions.Flush();
        _file.Sync();

        meta = meta with { TotalSpans = _spanCount, TotalTraces = _hashes.Count, SizeBytes = _regions.Offset };
        var temporary = Path.Combine(_folder, BlockFormat.MetaTemporaryFile);
        using (var file = _files.Create(temporary))
        {
            file.Write(0, meta.ToJson());
            file.Sync();
        }

        // The spans file's own name must be on disk before the name that makes the block exist.
        _files.SyncDirectory(_folder);
        SyncParents();
        _files.Rename(temporary, Path.Combine(_folder, BlockFormat.MetaFile));
        _files.SyncDirectory(_folder);
        return meta;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hashes.Dispose();
        _regions.Dispose();
        _file.Dispose();
    }

    private void SyncParents()
    {
        // The tenant's folder may be new, too.
        var tenant = Path.GetDirectoryName(_folder)!;
        _files.SyncDirectory(tenant);
        if (Path.GetDirectoryName(tenant) is { Length: > 0 } blocks)
            _files.SyncDirectory(blocks);
    }

    private void WriteEnd()
    {
        var filterOffset = _regions.Offset;
        TraceFilter.Write(_regions, _hashes);
        var indexOffset = _regions.Offset;
        TraceIndexPages.Write(_regions, _hashes);

        var footer = new BlockFooter
        {
            RowGroups = _rowGroups,
            TraceCount = _hashes.Count,
            FilterOffset = filterOffset,
            IndexOffset = indexOffset,
        };
        using var bytes = new ByteWriter();
        footer.Write(bytes);
        var location = _regions.Append(bytes.Written);

        using var trailer = new ByteWriter();
        trailer.WriteInt64(location.Offset);
        trailer.WriteInt32(location.Length);
        trailer.WriteUInt32(location.Checksum);
        trailer.WriteInt32(BlockFormat.Version);
        trailer.WriteInt32(0);
        trailer.WriteUInt64(BlockFormat.Magic);
        _regions.AppendRaw(trailer.Written);
    }
}
