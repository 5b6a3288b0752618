using System.Collections.Concurrent;
using Vivace.Storage.Files;

namespace Vivace.Testing.Files;

/// <summary>Notes which files are opened for reading, and which of these are still open.</summary>
public sealed class ObservedFileSystem(IFileSystem inner) : IFileSystem
{
    private readonly ConcurrentQueue<string> _opened = new();
    private int _openCount;
    private long _readBytes;

    /// <summary>Bytes read of all files.</summary>
    public long ReadBytes => Interlocked.Read(ref _readBytes);

    /// <summary>Says by path which files cannot be opened, like a process out of handles.</summary>
    public Func<string, bool>? FailsToOpen { get; set; }

    /// <summary>Files opened for reading, in order.</summary>
    public IReadOnlyList<string> Opened => [.. _opened];

    /// <summary>Files that are open for reading.</summary>
    public int OpenCount => Volatile.Read(ref _openCount);

    public void Forget() => _opened.Clear();

    public IRandomAccessFile OpenRead(string path)
    {
        if (FailsToOpen?.Invoke(path) == true)
            throw new IOException($"Too many open files : '{path}'");
        _opened.Enqueue(path);
        var file = new Observed(this, inner.OpenRead(path));
        Interlocked.Increment(ref _openCount);
        return file;
    }

    public void CreateDirectory(string path) => inner.CreateDirectory(path);

    public bool FileExists(string path) => inner.FileExists(path);

    public bool DirectoryExists(string path) => inner.DirectoryExists(path);

    public IReadOnlyList<FileEntry> ListFiles(string path) => inner.ListFiles(path);

    public IReadOnlyList<string> ListDirectories(string path) => inner.ListDirectories(path);

    public IWritableFile Create(string path) => inner.Create(path);

    public IWritableFile OpenWrite(string path) => inner.OpenWrite(path);

    public void Rename(string from, string to) => inner.Rename(from, to);

    public void DeleteFile(string path) => inner.DeleteFile(path);

    public void DeleteDirectory(string path) => inner.DeleteDirectory(path);

    public void SyncDirectory(string path) => inner.SyncDirectory(path);

    public DiskSpace GetDiskSpace(string path) => inner.GetDiskSpace(path);

    public IDisposable? TryLock(string path) => inner.TryLock(path);

    private sealed class Observed(ObservedFileSystem files, IRandomAccessFile file) : IRandomAccessFile
    {
        private int _disposed;

        public long Length => file.Length;

        public int Read(long offset, Span<byte> destination)
        {
            var count = file.Read(offset, destination);
            Interlocked.Add(ref files._readBytes, count);
            return count;
        }

        public ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
            file.ReadAsync(offset, destination, cancellationToken);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) != 0)
                return;
            file.Dispose();
            Interlocked.Decrement(ref files._openCount);
        }
    }
}
