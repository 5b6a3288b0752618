using System.Buffers;
using System.Buffers.Binary;
using Vivace.Storage.Files;

namespace Vivace.Storage.Log;

/// <summary>Reads the records of one segment through a window over the file.</summary>
internal sealed class LogSegmentReader(IRandomAccessFile file) : IDisposable
{
    // Large enough that a read costs nothing against the checksums, small enough to stay out of the way of memory limits.
    private const int WindowBytes = 1 << 20;

    private byte[] _window = ArrayPool<byte>.Shared.Rent(WindowBytes);
    private long _windowStart;
    private int _windowLength;

    /// <summary>Opens a segment.</summary>
    /// <exception cref="LogReadException">It cannot be opened.</exception>
    public static LogSegmentReader Open(IFileSystem files, string path)
    {
        try
        {
            return new LogSegmentReader(files.OpenRead(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LogReadException(exception);
        }
    }

    /// <summary>Length of the file.</summary>
    public long Length => file.Length;

    /// <summary>The bytes in front of every record.</summary>
    public ulong Marker { get; set; }

    /// <summary>Some bytes of the file.</summary>
    /// <param name="offset">The first one.</param>
    /// <param name="count">How many are wanted.</param>
    /// <returns>As many as wanted, fewer only at the end of the file; valid until the next call.</returns>
    /// <exception cref="LogReadException">The file cannot be read.</exception>
    public ReadOnlySpan<byte> Peek(long offset, int count)
    {
        count = (int)Math.Min(count, Math.Max(0, file.Length - offset));
        if (offset < _windowStart || offset + count > _windowStart + _windowLength)
            MoveWindow(offset, count);
        return _window.AsSpan((int)(offset - _windowStart), Math.Min(count, (int)(_windowStart + _windowLength - offset)));
    }

    /// <summary>Reads the record at a position.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="header">Its header when it is intact.</param>
    /// <param name="record">The whole record when it is intact; valid until the next call.</param>
    /// <returns>Null when it is intact; else what is wrong with it.</returns>
    public string? TryRead(long offset, out LogRecordHeader header, out ReadOnlySpan<byte> record)
    {
        header = default;
        record = default;
        var head = Peek(offset, LogRecordHeader.SizeBytes);
        if (head.Length < LogRecordHeader.SizeBytes)
            return $"a record's header needs {LogRecordHeader.SizeBytes} bytes, the file ends after {head.Length}";
        if (BinaryPrimitives.ReadUInt64LittleEndian(head) != Marker)
            return "there is no record marker";
        if (!LogRecordHeader.TryRead(head, out header))
            return "the record's header has impossible lengths";
        if (offset + header.RecordBytes > file.Length)
            return $"the record says it has {header.RecordBytes} bytes, the file ends after {file.Length - offset}";

        record = Peek(offset, (int)header.RecordBytes);
        if (record.Length < header.RecordBytes)
            return "the file became shorter while it was read";
        return LogRecordHeader.ChecksumAgrees(record) ? null : "the record fails its checksum";
    }

    /// <summary>Searches for the next intact record behind damage.</summary>
    /// <param name="offset">Where to begin.</param>
    /// <param name="sequenceAtLeast">Records with lower numbers do not count.</param>
    /// <returns>The record's position; the end of the file when there is none.</returns>
    public long FindRecord(long offset, ulong sequenceAtLeast)
    {
        Span<byte> marker = stackalloc byte[LogRecordHeader.MarkerBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(marker, Marker);
        while (offset + LogRecordHeader.SizeBytes <= file.Length)
        {
            var chunk = Peek(offset, WindowBytes);
            var index = chunk.IndexOf(marker);
            if (index < 0)
            {
                if (chunk.Length <= LogRecordHeader.MarkerBytes)
                    break;

                // A marker may lie across the end of the chunk.
                offset += chunk.Length - LogRecordHeader.MarkerBytes + 1;
                continue;
            }

            offset += index;
            if (TryRead(offset, out var header, out _) is null && header.Sequence >= sequenceAtLeast)
                return offset;
            offset++;
        }

        return file.Length;
    }

    /// <summary>The tenant's name in an intact record.</summary>
    public static ReadOnlySpan<byte> TenantOf(LogRecordHeader header, ReadOnlySpan<byte> record) =>
        record.Slice(LogRecordHeader.SizeBytes, header.TenantLength);

    /// <summary>The payload of an intact record.</summary>
    public static ReadOnlySpan<byte> PayloadOf(LogRecordHeader header, ReadOnlySpan<byte> record) =>
        record[(LogRecordHeader.SizeBytes + header.TenantLength)..];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_window.Length > 0)
            ArrayPool<byte>.Shared.Return(_window);
        _window = [];
        file.Dispose();
    }

    private void MoveWindow(long offset, int count)
    {
        var kept = 0;
        var next = _window;
        if (count > _window.Length)
            next = ArrayPool<byte>.Shared.Rent(count);
        if (offset >= _windowStart && offset < _windowStart + _windowLength)
        {
            kept = (int)(_windowStart + _windowLength - offset);
            _window.AsSpan((int)(offset - _windowStart), kept).CopyTo(next);
        }

        if (!ReferenceEquals(next, _window))
        {
            ArrayPool<byte>.Shared.Return(_window);
            _window = next;
        }

        _windowStart = offset;
        _windowLength = kept;
        try
        {
            _windowLength += file.Read(offset + kept, _window.AsSpan(kept));
        }
        catch (IOException exception)
        {
            throw new LogReadException(exception);
        }
    }
}
