using Microsoft.Win32.SafeHandles;

namespace Vivace.Storage.Files;

/// <summary>A file of the operating system, read by position.</summary>
internal sealed class LocalReadFile(SafeFileHandle handle) : IRandomAccessFile
{
    /// <inheritdoc/>
    public long Length { get; } = RandomAccess.GetLength(handle);

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> destination)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var count = RandomAccess.Read(handle, destination[total..], offset + total);
            if (count == 0)
                break;
            total += count;
        }

        return total;
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var count = await RandomAccess.ReadAsync(handle, destination[total..], offset + total, cancellationToken);
            if (count == 0)
                break;
            total += count;
        }

        return total;
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
