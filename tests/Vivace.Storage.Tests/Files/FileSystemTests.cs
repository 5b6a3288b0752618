using Vivace.Storage.Files;
using Vivace.Testing.Files;
using Xunit;

namespace Vivace.Storage.Tests.Files;

/// <summary>What both file systems promise, so that tests over the faulty one say something about the real one.</summary>
public sealed class FileSystemTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vivace-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_written_is_read_back_by_position(bool real)
    {
        var files = Make(real);
        var path = Path.Combine(_folder, "a", "b", "file");
        DurableDirectory.Create(files, Path.GetDirectoryName(path)!);
        using (var file = files.Create(path))
        {
            file.Write(0, "0123456789"u8);
            file.Write(10, [new byte[] { 65 }, ReadOnlyMemory<byte>.Empty, new byte[] { 66, 67 }]);
            file.Write(2, "xx"u8);
            file.SetLength(15);
            file.Sync();
        }

        files.SyncDirectory(Path.GetDirectoryName(path)!);
        using var reader = files.OpenRead(path);
        var bytes = new byte[20];
        Assert.Equal(15, reader.Length);
        Assert.Equal(15, reader.Read(0, bytes));
        Assert.Equal("01xx456789ABC\0\0"u8.ToArray(), bytes[..15]);
        Assert.Equal(2, await reader.ReadAsync(13, bytes, default));
        Assert.Equal(0, reader.Read(15, bytes));
        Assert.Equal(0, reader.Read(100, bytes));
        using (var again = files.OpenWrite(path))
            again.Write(0, "A"u8);
        Assert.Equal(1, reader.Read(0, bytes.AsSpan(0, 1)));
        Assert.Equal((byte)'A', bytes[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Names_come_and_go(bool real)
    {
        var files = Make(real);
        var folder = Path.Combine(_folder, "tenant");
        Assert.Empty(files.ListFiles(folder));
        Assert.Empty(files.ListDirectories(folder));
        files.CreateDirectory(Path.Combine(folder, "block"));
        files.CreateDirectory(Path.Combine(folder, "block"));
        files.Create(Path.Combine(folder, "one")).Dispose();
        files.Create(Path.Combine(folder, "two")).Dispose();
        using (var file = files.OpenWrite(Path.Combine(folder, "two")))
            file.Write(0, "22"u8);

        using var reader = files.OpenRead(Path.Combine(folder, "two"));
        files.Rename(Path.Combine(folder, "two"), Path.Combine(folder, "one"));
        Assert.Equal([new FileEntry("one", 2)], files.ListFiles(folder));
        files.Rename(Path.Combine(folder, "block"), Path.Combine(folder, "moved"));
        Assert.Equal(["moved"], files.ListDirectories(folder));
        Assert.True(files.DirectoryExists(Path.Combine(folder, "moved")));
        Assert.False(files.FileExists(Path.Combine(folder, "moved")));

        files.DeleteFile(Path.Combine(folder, "one"));
        files.DeleteFile(Path.Combine(folder, "one"));
        files.DeleteFile(Path.Combine(folder, "missing", "one"));
        Assert.Equal(2, reader.Read(0, new byte[4]));
        files.DeleteDirectory(folder);
        files.DeleteDirectory(folder);
        Assert.False(files.DirectoryExists(folder));
        Assert.Throws<FileNotFoundException>(() => { files.CreateDirectory(folder); files.OpenRead(Path.Combine(folder, "one")); });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lock_is_had_by_one_at_a_time(bool real)
    {
        var files = Make(real);
        files.CreateDirectory(_folder);
        var path = Path.Combine(_folder, "lock");
        using (var taken = files.TryLock(path))
        {
            Assert.NotNull(taken);
            Assert.Null(files.TryLock(path));
        }

        using var again = files.TryLock(path);
        Assert.NotNull(again);
    }

    [Fact]
    public void The_real_disk_tells_its_space_and_a_missing_folder_cannot_be_synced()
    {
        var space = LocalFileSystem.Instance.GetDiskSpace(_folder);
        Assert.InRange(space.FreeBytes, 1, space.TotalBytes);
        if (!OperatingSystem.IsWindows())
            Assert.Throws<IOException>(() => LocalFileSystem.Instance.SyncDirectory(Path.Combine(_folder, "missing")));
    }

    [Fact]
    public void A_power_cut_takes_what_was_not_synced()
    {
        var files = new FaultyFileSystem();
        DurableDirectory.Create(files, _folder);
        var synced = Path.Combine(_folder, "synced");
        using (var file = files.Create(synced))
        {
            file.Write(0, "kept"u8);
            file.Sync();
            files.SyncDirectory(_folder);
            file.Write(4, "lost"u8);
        }

        using (var file = files.Create(Path.Combine(_folder, "nameless")))
        {
            file.Write(0, "bytes without a durable name"u8);
            file.Sync();
        }

        var after = files.AfterPowerCut(0);
        Assert.Equal([new FileEntry("synced", 4)], after.ListFiles(_folder));
        Assert.Equal("kept"u8.ToArray(), after.ReadAllBytes(synced));

        var lengths = new HashSet<long>();
        for (var seed = 1; seed < 1_000; seed++)
        {
            var bytes = files.AfterPowerCut(seed).ReadAllBytes(synced);
            Assert.StartsWith("kept", System.Text.Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
            lengths.Add(bytes.Length);
        }

        Assert.Equal([4, 5, 6, 7, 8], lengths.Order());
    }

    [Fact]
    public void The_operation_at_which_the_power_goes_is_the_last_one()
    {
        var files = new FaultyFileSystem { CutPowerAt = 3 };
        files.CreateDirectory("/data");
        using var file = files.Create("/data/file");
        Assert.Throws<PowerCutException>(() => file.Write(0, "x"u8));
        Assert.False(files.HasPower);
        Assert.Throws<PowerCutException>(file.Sync);
        Assert.Throws<PowerCutException>(() => files.ListFiles("/data"));
        Assert.Equal(3, files.OperationCount);
    }

    [Fact]
    public void A_full_disk_takes_what_fits()
    {
        var files = new FaultyFileSystem { CapacityBytes = 10 };
        files.CreateDirectory("/data");
        using var file = files.Create("/data/file");
        file.Write(0, "12345678"u8);
        Assert.Throws<IOException>(() => file.Write(8, "9012"u8));
        Assert.Equal("1234567890"u8.ToArray(), files.ReadAllBytes("/data/file"));
        file.Write(0, "abc"u8);
        Assert.Equal(0, files.GetDiskSpace("/data").FreeBytes);
        file.SetLength(2);
        Assert.Equal(8, files.GetDiskSpace("/data").FreeBytes);
    }

    private static IFileSystem Make(bool real) => real ? LocalFileSystem.Instance : new FaultyFileSystem();
}
