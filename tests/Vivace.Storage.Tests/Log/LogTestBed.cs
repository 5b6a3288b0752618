using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Core;
using Vivace.Storage.Files;
using Vivace.Storage.Log;

namespace Vivace.Storage.Tests.Log;

/// <summary>Builds logs over files in memory.</summary>
internal static class LogTestBed
{
    public const string Folder = "/data/wal";

    public static LogOptions Options => new() { Path = Folder, MinFreeBytes = 0 };

    public static TenantId Tenant(string name) =>
        TenantId.TryParse(name, out var tenant, out var error) ? tenant : throw new ArgumentException(error, nameof(name));

    /// <summary>A payload that tells its number, of a length that varies.</summary>
    public static byte[] Payload(int number)
    {
        var bytes = new byte[4 + (number * 37 % 300)];
        new Random(number).NextBytes(bytes);
        BitConverter.TryWriteBytes(bytes, number);
        return bytes;
    }

    public static Task<WriteAheadLog> OpenAsync(IFileSystem files, LogOptions? options = null, TimeProvider? time = null) =>
        WriteAheadLog.OpenAsync(options ?? Options, files, time ?? TimeProvider.System, NullLogger.Instance, default);

    public static async Task<WriteAheadLog> StartAsync(
        IFileSystem files, ILogFollower follower, LogOptions? options = null, TimeProvider? time = null)
    {
        var log = await OpenAsync(files, options, time);
        await log.ReplayAsync(new Collected(), default);
        log.Start(follower);
        return log;
    }

    public static async Task<(LogReplayResult Result, List<Seen> Records)> ReplayAsync(IFileSystem files)
    {
        var records = new Collected();
        await using var log = await OpenAsync(files);
        var result = await log.ReplayAsync(records, default);
        return (result, records.Records);
    }

    /// <summary>Writes records one by one, each in a group of its own.</summary>
    public static async Task<List<Seen>> FillAsync(IFileSystem files, int count, LogOptions? options = null)
    {
        var seen = new Collected();
        await using var log = await StartAsync(files, seen, options);
        for (var i = 0; i < count; i++)
            await log.AppendAsync(Tenant(i % 2 == 0 ? "shop" : "bank"), Payload(i), default);
        return seen.Records;
    }

    public static string[] Segments(IFileSystem files) =>
        [.. files.ListFiles(Folder).Select(file => Path.Combine(Folder, file.Name)).Order(StringComparer.Ordinal)];
}
