namespace Vivace.Storage.Files;

/// <summary>A file open for writing by position. Used by one thread at a time.</summary>
/// <remarks>What was written is seen by readers at once, and is on disk only after <see cref="Sync"/>.</remarks>
public interface IWritableFile : IDisposable
{
    /// <summary>Writes bytes; the file grows as needed.</summary>
    /// <param name="offset">Where the first byte goes.</param>
    /// <param name="bytes">All of them are written.</param>
    /// <exception cref="IOException">Not everything was written, for example because the disk is full; any part may have been.</exception>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Writes several buffers behind each other with as few calls to the system as it allows.</summary>
    /// <param name="offset">Where the first byte goes.</param>
    /// <param name="buffers">All of them are written, in order.</param>
    /// <exception cref="IOException">Not everything was written, for example because the disk is full; any part may have been.</exception>
    void Write(long offset, IReadOnlyList<ReadOnlyMemory<byte>> buffers);

    /// <summary>Cuts the file, or extends it with zeros.</summary>
    /// <param name="length">The new length in bytes.</param>
    /// <exception cref="IOException">The length stays as it was.</exception>
    void SetLength(long length);

    /// <summary>Returns when everything written so far is on disk. The name of a new file needs
    /// <see cref="IFileSystem.SyncDirectory"/> as well.</summary>
    /// <exception cref="IOException">Some of it may never reach the disk, and a second attempt would not tell: never retry.</exception>
    void Sync();
}
