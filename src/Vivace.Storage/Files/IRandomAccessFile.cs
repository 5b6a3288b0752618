namespace Vivace.Storage.Files;

/// <summary>Bytes that are read by position: a local file, or a range-read object of a store.</summary>
/// <remarks>Any number of threads may read at once. The length is that of the moment of opening.</remarks>
public interface IRandomAccessFile : IDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads until the destination is full or the file ends.</summary>
    /// <param name="offset">First byte to read, from zero; at or past the end nothing is read.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <returns>Bytes read: less than asked for only at the end of the file.</returns>
    /// <exception cref="IOException">The bytes cannot be read.</exception>
    int Read(long offset, Span<byte> destination);

    /// <inheritdoc cref="Read"/>
    /// <param name="offset">First byte to read, from zero; at or past the end nothing is read.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="cancellationToken">Gives up the read.</param>
    ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken);
}
