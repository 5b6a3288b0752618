namespace Vivace.Storage.Files;

/// <summary>Folders that a power cut does not take.</summary>
public static class DurableDirectory
{
    /// <summary>Creates a folder and those above it, and syncs each name on the way; nothing happens when it exists.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">A folder cannot be created or synced.</exception>
    public static void Create(IFileSystem files, string path)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (files.DirectoryExists(path))
            return;

        var parent = Path.GetDirectoryName(path);
        if (parent is not null)
            Create(files, parent);
        files.CreateDirectory(path);
        if (parent is not null)
            files.SyncDirectory(parent);
    }
}
