using System.Security.Cryptography;
using Vivace.Storage.Files;

namespace Vivace.Storage.Log;

/// <summary>The segment that is being written. Used by the writer thread alone.</summary>
internal sealed class LogSegmentWriter : IDisposable
{
    private readonly IWritableFile _file;

    // Bytes of a failed write may follow Position and have to be cut off before anything else is written.
    private bool _tailIsDirty;

    private LogSegmentWriter(IWritableFile file, string path, LogSegmentHeader header)
    {
        _file = file;
        Path = path;
        FirstSequence = header.FirstSequence;
        Marker = header.Marker;
        Position = LogSegmentHeader.SizeBytes;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>No record of the segment has a lower number.</summary>
    public ulong FirstSequence { get; }

    /// <summary>The bytes in front of every record.</summary>
    public ulong Marker { get; }

    /// <summary>Bytes of the header and all whole records.</summary>
    public long Position { get; private set; }

    /// <summary>True until the first record is written.</summary>
    public bool IsEmpty => Position == LogSegmentHeader.SizeBytes;

    /// <summary>Creates a segment whose name and header are on disk when the call returns.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="directory">The log's folder.</param>
    /// <param name="firstSequence">The number of the first record to be written.</param>
    /// <exception cref="LogSyncException">A sync failed.</exception>
    /// <exception cref="IOException">The file cannot be written; none is left behind, as far as it can be deleted.</exception>
    public static LogSegmentWriter Create(IFileSystem files, string directory, ulong firstSequence)
    {
        Span<byte> bytes = stackalloc byte[LogSegmentHeader.SizeBytes];

        // Unpredictable, so that no payload can hold what looks like a record when the reader searches behind damage.
        RandomNumberGenerator.Fill(bytes[..sizeof(ulong)]);
        var header = new LogSegmentHeader(
            LogSegmentHeader.CurrentVersion, firstSequence, BitConverter.ToUInt64(bytes[..sizeof(ulong)]));
        header.Write(bytes);

        var path = LogSegmentFile.PathOf(directory, firstSequence);
        var file = files.Create(path);
        try
        {
            file.Write(0, bytes);
        }
        catch
        {
            file.Dispose();
            files.DeleteFile(path);
            throw;
        }

        try
        {
            file.Sync();
            files.SyncDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw new LogSyncException(path, exception);
        }

        return new LogSegmentWriter(file, path, header);
    }

    /// <summary>Goes on with a segment of an earlier run that has an intact header and nothing behind it.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The file.</param>
    /// <param name="header">Its header.</param>
    public static LogSegmentWriter ReopenEmpty(IFileSystem files, string path, LogSegmentHeader header) =>
        new(files.OpenWrite(path), path, header);

    /// <summary>Writes whole records behind those already there.</summary>
    /// <param name="buffers">The bytes in order.</param>
    /// <param name="sizeBytes">Their number.</param>
    /// <exception cref="IOException">Nothing was appended; the next call may be tried when there is space again.</exception>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> buffers, long sizeBytes)
    {
        CutDirtyTail();
        _tailIsDirty = true;
        try
        {
            _file.Write(Position, buffers);
        }
        catch
        {
            TryCutDirtyTail();
            throw;
        }

        _tailIsDirty = false;
        Position += sizeBytes;
    }

    /// <summary>Returns when everything appended is on disk.</summary>
    /// <exception cref="LogSyncException">Some of it may never reach the disk.</exception>
    public void Sync()
    {
        try
        {
            _file.Sync();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LogSyncException(Path, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void CutDirtyTail()
    {
        if (!_tailIsDirty)
            return;
        _file.SetLength(Position);
        _tailIsDirty = false;
    }

    private void TryCutDirtyTail()
    {
        try
        {
            CutDirtyTail();
        }
        catch (IOException)
        {
            // The next append tries again before it writes; the reader drops such a tail as torn.
        }
    }
}
