using System.Globalization;

namespace Vivace.Server.Hosting;

/// <summary>Keeps a second process out of the data folders. A file in each folder is held open under an exclusive lock of the
/// operating system, which the system takes away when the process ends, however it ends: a lock never goes stale.</summary>
/// <remarks>Blocks and log are locked each by itself, because two configurations may share only one of them.</remarks>
internal sealed class DataFolderLock : IDisposable
{
    /// <summary>Name of the lock file.</summary>
    public const string FileName = "vivace.lock";

    /// <summary>Holds the owner's process id, for the message alone.</summary>
    private const string OwnerFileName = "vivace.pid";

    // What .NET puts into HResult when the operating system refuses the lock: EWOULDBLOCK, or its Windows counterpart.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly List<FileStream> _files = [];

    private DataFolderLock()
    {
    }

    /// <summary>Creates the folders where missing, checks that they can be written, and locks them.</summary>
    /// <param name="folders">Each folder with the configuration key that names it.</param>
    /// <exception cref="StartFailedException">A folder cannot be written, or another process has it.</exception>
    public static DataFolderLock Acquire(params ReadOnlySpan<(string Path, string Key)> folders)
    {
        var acquired = new DataFolderLock();
        try
        {
            foreach (var (path, key) in folders)
                acquired._files.Add(Lock(path, key));
            return acquired;
        }
        catch
        {
            acquired.Dispose();
            throw;
        }
    }

    /// <summary>Gives the folders free. The files stay: removing them would let two processes lock two different files.</summary>
    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
        _files.Clear();
    }

    private static FileStream Lock(string folder, string key)
    {
        var path = Path.Combine(folder, FileName);
        FileStream file;
        try
        {
            Directory.CreateDirectory(folder);
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            throw new StartFailedException(
                $"the data folder {folder} is in use by another vivace process{OwnerOf(folder)}; stop it, or give this one a folder of its own ({key})",
                taken);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new StartFailedException(
                $"the data folder {folder} cannot be written: {OneLine(denied.Message)}; change its owner or {key}", denied);
        }

        try
        {
            // Beside the lock, because a locked file cannot be opened to read.
            File.WriteAllText(Path.Combine(folder, OwnerFileName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw new StartFailedException($"the data folder {folder} cannot be written: {OneLine(full.Message)}; free some space or change {key}", full);
        }
        return file;
    }

    /// <summary>Who holds a lock, as <c> (process 123)</c>; empty when that is not known.</summary>
    private static string OwnerOf(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, OwnerFileName));
            return int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? string.Create(CultureInfo.InvariantCulture, $" (process {id})") : "";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
