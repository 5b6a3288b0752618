namespace Vivace.Storage.Files;

/// <summary>The operating system's files.</summary>
public sealed class LocalFileSystem : IFileSystem
{
    private LocalFileSystem()
    {
    }

    /// <summary>The one file system of this machine.</summary>
    public static LocalFileSystem Instance { get; } = new();

    /// <inheritdoc/>
    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<FileEntry> ListFiles(string path)
    {
        var directory = new DirectoryInfo(path);
        if (!directory.Exists)
            return [];

        var entries = new List<FileEntry>();
        foreach (var file in directory.EnumerateFiles())
            entries.Add(new FileEntry(file.Name, file.Length));
        return entries;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ListDirectories(string path)
    {
        var directory = new DirectoryInfo(path);
        if (!directory.Exists)
            return [];

        var names = new List<string>();
        foreach (var child in directory.EnumerateDirectories())
            names.Add(child.Name);
        return names;
    }

    /// <inheritdoc/>
    public IRandomAccessFile OpenRead(string path) => new LocalReadFile(
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <inheritdoc/>
    public IWritableFile Create(string path) => new LocalWritableFile(
        File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));

    /// <inheritdoc/>
    public IWritableFile OpenWrite(string path) => new LocalWritableFile(
        File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));

    /// <inheritdoc/>
    public void Rename(string from, string to)
    {
        if (Directory.Exists(from))
            Directory.Move(from, to);
        else
            File.Move(from, to, overwrite: true);
    }

    /// <inheritdoc/>
    public void DeleteFile(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Its folder is gone, so the file is.
        }
    }

    /// <inheritdoc/>
    public void DeleteDirectory(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else deleted it.
        }
    }

    /// <inheritdoc/>
    public void SyncDirectory(string path) => DirectorySync.Sync(path);

    /// <inheritdoc/>
    public DiskSpace GetDiskSpace(string path)
    {
        var drive = new DriveInfo(Path.GetFullPath(path));
        return new DiskSpace(drive.AvailableFreeSpace, drive.TotalSize);
    }

    /// <inheritdoc/>
    public IDisposable? TryLock(string path)
    {
        // The platform's share mode: an exclusive flock on Unix, which ends with the process.
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsSharingViolation(exception))
        {
            return null;
        }
    }

    /// <summary>Tells a lock that is taken from a folder that cannot be written.</summary>
    private static bool IsSharingViolation(IOException exception) =>
        // .NET puts errno there on Unix: EWOULDBLOCK of Linux and of macOS; else ERROR_SHARING_VIOLATION.
        exception.HResult == (OperatingSystem.IsLinux() ? 11 : OperatingSystem.IsMacOS() ? 35 : unchecked((int)0x80070020));
}
