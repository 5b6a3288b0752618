namespace Vivace.Storage.Files;

/// <summary>All that the log and the blocks ask of a file system, so that tests can break it on purpose.</summary>
/// <remarks>
/// Durability: a file's bytes are on disk after <see cref="IWritableFile.Sync"/>; that a file or folder exists, was renamed
/// or deleted is on disk after <see cref="SyncDirectory"/> of the folder that holds its name. Until then a power cut may undo
/// any of it, in any order. Every method may throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// All methods may be called from any thread.
/// </remarks>
public interface IFileSystem
{
    /// <summary>Creates a folder and those above it; nothing happens when it exists.</summary>
    /// <param name="path">The folder.</param>
    void CreateDirectory(string path);

    /// <summary>True when there is a file of this name.</summary>
    /// <param name="path">The file.</param>
    bool FileExists(string path);

    /// <summary>True when there is a folder of this name.</summary>
    /// <param name="path">The folder.</param>
    bool DirectoryExists(string path);

    /// <summary>The files of a folder, not of those below it, in no particular order; none when the folder is missing.</summary>
    /// <param name="path">The folder.</param>
    IReadOnlyList<FileEntry> ListFiles(string path);

    /// <summary>The names of the folders in a folder, in no particular order; none when the folder is missing.</summary>
    /// <param name="path">The folder.</param>
    IReadOnlyList<string> ListDirectories(string path);

    /// <summary>Opens a file for reading; it may be deleted or renamed meanwhile and stays readable.</summary>
    /// <param name="path">An existing file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    IRandomAccessFile OpenRead(string path);

    /// <summary>Creates an empty file, in place of an older one of that name.</summary>
    /// <param name="path">The file; its folder exists.</param>
    IWritableFile Create(string path);

    /// <summary>Opens an existing file for writing, its bytes kept.</summary>
    /// <param name="path">An existing file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    IWritableFile OpenWrite(string path);

    /// <summary>Renames a file or a folder in one step; a file of the new name is replaced, a folder of it is an error.</summary>
    /// <param name="from">The present name.</param>
    /// <param name="to">The new name, on the same disk.</param>
    void Rename(string from, string to);

    /// <summary>Deletes a file; nothing happens when it is missing.</summary>
    /// <param name="path">The file.</param>
    void DeleteFile(string path);

    /// <summary>Deletes a folder with everything in it; nothing happens when it is missing.</summary>
    /// <param name="path">The folder.</param>
    void DeleteDirectory(string path);

    /// <summary>Returns when the names in a folder (creations, renames, deletions) are on disk.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">Some of it may never reach the disk: never retry.</exception>
    void SyncDirectory(string path);

    /// <summary>Room on the disk that holds a folder.</summary>
    /// <param name="path">An existing folder.</param>
    DiskSpace GetDiskSpace(string path);

    /// <summary>Takes a lock that no other process can have at the same time; it ends with the process at the latest.</summary>
    /// <param name="path">The lock's file, created when missing and left behind.</param>
    /// <returns>The lock, to be disposed; null when another process has it.</returns>
    IDisposable? TryLock(string path);
}
