using System.Globalization;
using Vivace.Storage.Files;

namespace Vivace.Storage.Log;

/// <summary>Keeps the log from filling the disk to the brim. Used by the writer thread alone.</summary>
internal sealed class DiskGuard(IFileSystem files, string directory, long? minFreeBytes, TimeProvider time)
{
    // The floor when none is set: the larger of a twentieth of the disk and this.
    private const long DefaultFloorBytes = 2L << 30;
    private const int DefaultFloorFraction = 20;

    // Asking the system costs a call, and a second's worth of writes is small against the floor.
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    private long? _checkedAt;
    private string? _refusal;

    /// <summary>Null when there is room; else why writes are refused, for the sender.</summary>
    public string? Check()
    {
        if (minFreeBytes == 0)
            return null;
        if (_checkedAt is { } checkedAt && time.GetElapsedTime(checkedAt) < CheckEvery)
            return _refusal;

        _checkedAt = time.GetTimestamp();
        _refusal = Measure();
        return _refusal;
    }

    private string? Measure()
    {
        DiskSpace space;
        try
        {
            space = files.GetDiskSpace(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // Not knowing is no reason to refuse: a full disk shows itself in the write.
        }

        var floor = minFreeBytes ?? Math.Max(DefaultFloorBytes, space.TotalBytes / DefaultFloorFraction);
        return space.FreeBytes >= floor / 2
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the disk of the write-ahead log has {space.FreeBytes:N0} bytes free, less than half of vivace.disk.min_free_bytes ({floor:N0}); free some space or lower the setting");
    }
}
