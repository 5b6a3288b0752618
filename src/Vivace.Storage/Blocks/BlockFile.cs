using System.Buffers;
using System.Buffers.Binary;
using Vivace.Core;
using Vivace.Storage.Files;
using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Blocks;

/// <summary>An open spans file: footer, filter, index, and checked reads of regions.</summary>
/// <remarks>Thread safe. Read through ranges, so that the bytes may also lie in an object store.</remarks>
internal sealed class BlockFile : IDisposable
{
    private readonly IRandomAccessFile _file;
    private readonly string _name;
    private readonly RowGroupDirectory?[] _directories;
    private ContextCache? _cache;

    private BlockFile(IRandomAccessFile file, string name, BlockFooter footer)
    {
        _file = file;
        _name = name;
        Footer = footer;
        _directories = new RowGroupDirectory?[footer.RowGroups.Count];
    }

    public BlockFooter Footer { get; }

    /// <summary>True once it is closed.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Opens a block and reads its footer.</summary>
    /// <param name="file">The spans file; owned by the result.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="BlockCorruptedException">Magic, version or checksum are wrong.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static BlockFile Open(IRandomAccessFile file, string name)
    {
        Span<byte> trailer = stackalloc byte[BlockFormat.TrailerSize];
        if (file.Length < trailer.Length || ReadBytes(file, name, "trailer", file.Length - trailer.Length, trailer) != trailer.Length)
            throw new BlockCorruptedException($"{name}: the file of {file.Length} bytes is too short for a block");
        if (BinaryPrimitives.ReadUInt64LittleEndian(trailer[24..]) != BlockFormat.Magic)
            throw new BlockCorruptedException($"{name}: the file does not end as a block does; it was cut or overwritten");
        var version = BinaryPrimitives.ReadInt32LittleEndian(trailer[16..]);
        if (version != BlockFormat.Version)
        {
            throw new BlockCorruptedException(
                $"{name}: block format {version} is not known to this release, which reads {BlockFormat.Version}");
        }

        var location = new RegionLocation(
            BinaryPrimitives.ReadInt64LittleEndian(trailer),
            BinaryPrimitives.ReadInt32LittleEndian(trailer[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(trailer[12..]));
        if (location.Length < 0 || location.Offset != file.Length - trailer.Length - location.Length)
            throw new BlockCorruptedException($"{name}: the trailer does not say where the footer lies");
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, CheckLength(file, name, location)));
        try
        {
            var footer = bytes.AsSpan(0, location.Length);
            ReadChecked(file, name, "footer", location, footer);
            return new BlockFile(file, name, ReadFooter(footer, name, location.Offset));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Reads a region into memory of a row group.</summary>
    public ReadOnlyMemory<byte> Read(RegionLocation location, string region, RentedArrays arrays)
    {
        if (location.Length == 0)
            return default;
        var bytes = arrays.Rent<byte>(CheckLength(_file, _name, location));
        ReadChecked(_file, _name, region, location, bytes.Span);
        return bytes;
    }

    /// <summary>The directory of a row group; kept once read.</summary>
    public RowGroupDirectory Directory(int rowGroup)
    {
        if (Volatile.Read(ref _directories[rowGroup]) is { } known)
            return known;
        using var arrays = new RentedArrays();
        var bytes = Read(Footer.RowGroups[rowGroup].Directory, $"directory of row group {rowGroup}", arrays);
        var directory = ReadDirectory(bytes.Span, rowGroup);
        Volatile.Write(ref _directories[rowGroup], directory);
        return directory;
    }

    /// <summary>The resources and scopes of a row group, from the cache or to be kept in it.</summary>
    /// <param name="cache">The cache, always the same for one file; holds nothing of this file after it is closed.</param>
    /// <param name="rowGroup">Number of the row group.</param>
    /// <param name="read">Reads the bytes that they are made of.</param>
    public BlockContexts Contexts(ContextCache cache, int rowGroup, Func<byte[]> read)
    {
        if (cache.TryFind(this, rowGroup, out var known))
            return known;
        var bytes = read();
        var contexts = BlockContexts.Read(bytes);
        Volatile.Write(ref _cache, cache);
        cache.Add(this, rowGroup, contexts, bytes.Length);
        return contexts;
    }

    /// <summary>Numbers of the traces that may have this id; usually none or one. The caller compares the id itself.</summary>
    public List<int> FindCandidates(TraceId id)
    {
        var hash = id.StableHash();
        var candidates = new List<int>();
        Span<byte> page = stackalloc byte[BlockFormat.PageSize];
        var filterPages = TraceFilter.PageCount(Footer.TraceCount);
        ReadPage(Footer.FilterOffset, TraceFilter.PageOf(hash, filterPages), page, "trace filter");
        if (TraceFilter.MayContain(page, hash))
            SearchIndex((uint)(hash >> 32), page, candidates);
        return candidates;
    }

    /// <summary>The whole trace index, ascending: upper half of the id's hash, number of the trace.</summary>
    public ulong[] ReadIndex()
    {
        var entries = new ulong[Footer.TraceCount];
        Span<byte> page = stackalloc byte[BlockFormat.PageSize];
        var found = 0;
        for (var number = 0; number < TraceIndexPages.PageCount(Footer.TraceCount); number++)
        {
            ReadPage(Footer.IndexOffset, number, page, "trace index");
            for (var i = 0; i < TraceIndexPages.EntriesOf(number, Footer.TraceCount); i++)
                entries[found++] = TraceIndexPages.Entry(page, i);
        }

        return entries;
    }

    /// <summary>The row group that holds a trace.</summary>
    /// <param name="traceNumber">Number of the trace in the block.</param>
    /// <returns>The row group and the trace's ordinal in it.</returns>
    public (int RowGroup, int Trace) Locate(int traceNumber)
    {
        if (Footer.RowGroups.Count == 0)
            throw new BlockCorruptedException($"{_name}: the trace index names trace {traceNumber} of none");
        int low = 0, high = Footer.RowGroups.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (Footer.RowGroups[middle].FirstTraceNumber <= traceNumber)
                low = middle;
            else
                high = middle - 1;
        }

        var trace = traceNumber - Footer.RowGroups[low].FirstTraceNumber;
        if (trace < 0 || trace >= Footer.RowGroups[low].TraceCount)
            throw new BlockCorruptedException($"{_name}: the trace index names trace {traceNumber} of {Footer.TraceCount}");
        return (low, trace);
    }

    public BlockCorruptedException Damaged(string region, BlockCorruptedException cause) =>
        new($"{_name}: {region}: {cause.Message}", cause);

    /// <inheritdoc/>
    public void Dispose()
    {
        IsDisposed = true;
        Volatile.Read(ref _cache)?.Forget(this);
        _file.Dispose();
    }

    private static int CheckLength(IRandomAccessFile file, string name, RegionLocation location)
    {
        if (location.Offset < 0 || location.Length < 0 || location.Offset > file.Length - location.Length)
        {
            throw new BlockCorruptedException(
                $"{name}: a region of {location.Length} bytes at {location.Offset} lies outside the file of {file.Length}");
        }

        return location.Length;
    }

    private static void ReadChecked(
        IRandomAccessFile file, string name, string region, RegionLocation location, Span<byte> destination)
    {
        if (ReadBytes(file, name, region, location.Offset, destination) != destination.Length)
            throw new BlockCorruptedException($"{name}: {region} at {location.Offset} ends early");
        if (Crc32C.Compute(destination) != location.Checksum)
            throw new BlockCorruptedException($"{name}: {region} at {location.Offset} fails its checksum");
    }

    private static int ReadBytes(IRandomAccessFile file, string name, string region, long offset, Span<byte> destination)
    {
        try
        {
            return file.Read(offset, destination);
        }
        catch (IOException exception)
        {
            throw new BlockCorruptedException($"{name}: {region} at {offset} cannot be read: {exception.Message}", exception);
        }
    }

    private static BlockFooter ReadFooter(ReadOnlySpan<byte> bytes, string name, long footerOffset)
    {
        BlockFooter footer;
        try
        {
            footer = BlockFooter.Read(bytes);
        }
        catch (BlockCorruptedException cause)
        {
            throw new BlockCorruptedException($"{name}: footer: {cause.Message}", cause);
        }

        // Both are between the row groups and the footer, which bounds what is read of them.
        if (footer.FilterOffset < 0
            || footer.IndexOffset - footer.FilterOffset != (long)TraceFilter.PageCount(footer.TraceCount) * BlockFormat.PageSize
            || footerOffset - footer.IndexOffset != (long)TraceIndexPages.PageCount(footer.TraceCount) * BlockFormat.PageSize)
        {
            throw new BlockCorruptedException($"{name}: the footer does not say where the trace filter and index lie");
        }

        return footer;
    }

    private RowGroupDirectory ReadDirectory(ReadOnlySpan<byte> bytes, int rowGroup)
    {
        RowGroupDirectory directory;
        try
        {
            directory = RowGroupDirectory.Read(bytes);
        }
        catch (BlockCorruptedException cause)
        {
            throw Damaged($"directory of row group {rowGroup}", cause);
        }

        // The ids are stored as they are, so that their lengths bound the memory that counts can ask for.
        var entry = Footer.RowGroups[rowGroup];
        if (directory.RowCount != entry.RowCount
            || directory.TraceCount != entry.TraceCount
            || directory[Region.SpanIds].Length != (long)directory.RowCount * sizeof(ulong)
            || directory[Region.TraceIds].Length != (long)directory.TraceCount * TraceId.SizeBytes)
        {
            throw new BlockCorruptedException($"{_name}: the directory of row group {rowGroup} contradicts the footer");
        }

        return directory;
    }

    private void SearchIndex(uint wanted, Span<byte> page, List<int> candidates)
    {
        var pageCount = TraceIndexPages.PageCount(Footer.TraceCount);
        if (pageCount == 0)
            return;

        // Hashes are evenly spread: the guess is right or next to right.
        var number = (int)(((ulong)wanted * (ulong)pageCount) >> 32);
        ReadPage(Footer.IndexOffset, number, page, "trace index");
        while (number > 0 && (uint)(TraceIndexPages.Entry(page, 0) >> 32) >= wanted)
            ReadPage(Footer.IndexOffset, --number, page, "trace index");

        for (; ; ReadPage(Footer.IndexOffset, number, page, "trace index"))
        {
            for (var i = 0; i < TraceIndexPages.EntriesOf(number, Footer.TraceCount); i++)
            {
                var entry = TraceIndexPages.Entry(page, i);
                if ((uint)(entry >> 32) > wanted)
                    return;
                if ((uint)(entry >> 32) == wanted)
                    candidates.Add((int)(uint)entry);
            }

            if (++number == pageCount)
                return;
        }
    }

    private void ReadPage(long offset, int number, Span<byte> page, string region)
    {
        if (ReadBytes(_file, _name, region, offset + ((long)number * BlockFormat.PageSize), page) != page.Length)
            throw new BlockCorruptedException($"{_name}: page {number} of the {region} is missing");
        if (!SealedPage.IsIntact(page))
            throw new BlockCorruptedException($"{_name}: page {number} of the {region} fails its checksum");
    }
}
