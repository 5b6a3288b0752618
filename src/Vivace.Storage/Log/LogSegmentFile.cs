using System.Globalization;
using Vivace.Storage.Files;

namespace Vivace.Storage.Log;

/// <summary>A segment by its file.</summary>
/// <param name="Path">The file.</param>
/// <param name="FirstSequence">The number its name tells.</param>
/// <param name="SizeBytes">Its length.</param>
internal sealed record LogSegmentFile(string Path, ulong FirstSequence, long SizeBytes)
{
    private const string Extension = ".wal";
    private const string DamagedExtension = ".damaged";

    // Twenty digits hold every ulong, so that the order of names is the order of numbers.
    private const int NameDigits = 20;

    /// <summary>True when the segment has a damaged stretch and is to be kept for a person to look at.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>No record of the segment has a higher number.</summary>
    public ulong LastSequence { get; init; }

    /// <summary>Where the segment goes when it is set aside.</summary>
    public string DamagedPath => Path + DamagedExtension;

    /// <summary>The path of the segment that begins with a record.</summary>
    /// <param name="directory">The log's folder.</param>
    /// <param name="firstSequence">The record's number.</param>
    public static string PathOf(string directory, ulong firstSequence) => System.IO.Path.Combine(
        directory, firstSequence.ToString("D20", CultureInfo.InvariantCulture) + Extension);

    /// <summary>The segments of a folder, oldest first; other files are left alone.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="directory">The log's folder.</param>
    public static List<LogSegmentFile> List(IFileSystem files, string directory)
    {
        var segments = new List<LogSegmentFile>();
        foreach (var file in files.ListFiles(directory))
        {
            if (file.Name.Length == NameDigits + Extension.Length
                && file.Name.EndsWith(Extension, StringComparison.Ordinal)
                && ulong.TryParse(file.Name.AsSpan(0, NameDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var first))
                segments.Add(new LogSegmentFile(System.IO.Path.Combine(directory, file.Name), first, file.SizeBytes));
        }

        segments.Sort((left, right) => left.FirstSequence.CompareTo(right.FirstSequence));
        return segments;
    }
}
