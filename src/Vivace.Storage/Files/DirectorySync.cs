using System.Runtime.InteropServices;

namespace Vivace.Storage.Files;

/// <summary>fsync of a folder, which .NET has no call for: its file handles refuse folders.</summary>
/// <remarks>Windows keeps names in its journal and offers no such call, so there is nothing to do there.</remarks>
internal static class DirectorySync
{
    private const int ErrorInterrupted = 4;
    private const int ErrorInvalid = 22;

    /// <summary>Returns when the names in a folder are on disk.</summary>
    /// <param name="path">An existing folder.</param>
    /// <exception cref="IOException">The folder cannot be opened or synced.</exception>
    public static void Sync(string path)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return;

        // O_RDONLY is 0 on both; O_CLOEXEC differs between them.
        var descriptor = Open(path, OperatingSystem.IsLinux() ? 0x80000 : 0x1000000);
        if (descriptor < 0)
            throw Failure("open", path);

        try
        {
            while (FSync(descriptor) != 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == ErrorInvalid)
                    return; // A file system that does not sync folders: nothing more can be done.
                if (error != ErrorInterrupted)
                    throw Failure("sync", path);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string what, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"Cannot {what} folder '{path}': {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
