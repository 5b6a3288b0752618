using System.IO.Compression;
using Vivace.LoadTest.Replaying;

namespace Vivace.LoadTest.Tests.Replaying;

public sealed class RecordingTests
{
    [Fact]
    public async Task Records_come_out_as_they_were_written()
    {
        var read = await ReadAsync([3, 0, 0, 0, 9, 9, 9, 9, 1, 2, 3, 0, 0, 0, 0, 9, 9, 9, 9, 1, 0, 0, 0, 9, 9, 9, 9, 4]);

        Assert.Equal<byte[]>([[1, 2, 3], [], [4]], read);
    }

    [Theory]
    [InlineData(new byte[] { 3, 0, 0, 0, 9, 9, 9 })]
    [InlineData(new byte[] { 3, 0, 0, 0, 9, 9, 9, 9, 1, 2 })]
    [InlineData(new byte[] { 0, 0, 0, 255, 9, 9, 9, 9, 1, 2 })]
    public async Task A_torn_or_absurd_record_is_an_error_that_names_it(byte[] records)
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(records));

        Assert.Contains("record 0", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<byte[]>> ReadAsync(byte[] records)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
                await gzip.WriteAsync(records);
            return await Recording.ReadAsync(path, CancellationToken.None);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
