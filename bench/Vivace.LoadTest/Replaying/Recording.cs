using System.Buffers.Binary;
using System.IO.Compression;

namespace Vivace.LoadTest.Replaying;

/// <summary>Reads a recording of OTLP requests: gzip over records of a 32-bit little-endian length, four bytes without
/// meaning, and one ExportTraceServiceRequest in protobuf.</summary>
internal static class Recording
{
    private const int HeaderBytes = 8;
    private const int LargestMessageBytes = 256 << 20;

    /// <summary>Reads all requests into memory.</summary>
    /// <exception cref="InvalidDataException">The file is no such recording, or ends inside a record.</exception>
    public static async Task<List<byte[]>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var records = new GZipStream(file, CompressionMode.Decompress);
        var messages = new List<byte[]>();
        var header = new byte[HeaderBytes];
        while (true)
        {
            var read = await records.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken);
            if (read == 0)
                return messages;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
            if (read < HeaderBytes || length > LargestMessageBytes)
            {
                throw new InvalidDataException(
                    $"{path}: record {messages.Count} has no whole header, or a length of {length} bytes (at most {LargestMessageBytes})");
            }

            var message = new byte[length];
            try
            {
                await records.ReadExactlyAsync(message, cancellationToken);
            }
            catch (EndOfStreamException e)
            {
                throw new InvalidDataException($"{path}: ends inside record {messages.Count} of {length} bytes", e);
            }

            messages.Add(message);
        }
    }
}
