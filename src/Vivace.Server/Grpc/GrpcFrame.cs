using System.Buffers;
using System.Buffers.Binary;

namespace Vivace.Server.Grpc;

/// <summary>The five bytes before each message: a flag that says whether it is compressed, and its length, big endian.</summary>
internal static class GrpcFrame
{
    /// <summary>Length of the prefix in bytes.</summary>
    public const int PrefixBytes = 5;

    /// <summary>Writes the prefix of an uncompressed message.</summary>
    /// <param name="destination">At least <see cref="PrefixBytes"/> long.</param>
    /// <param name="messageBytes">Length of the message that follows.</param>
    public static void WritePrefix(Span<byte> destination, int messageBytes)
    {
        destination[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(destination[1..], (uint)messageBytes);
    }

    /// <summary>Reads a prefix if all of it has arrived.</summary>
    /// <param name="received">What has arrived, from the prefix on.</param>
    /// <param name="flag">0: as is, 1: compressed by the call's <c>grpc-encoding</c>; anything else is not gRPC.</param>
    /// <param name="messageBytes">Length of the message that follows, as claimed.</param>
    public static bool TryReadPrefix(in ReadOnlySequence<byte> received, out byte flag, out uint messageBytes)
    {
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        if (received.Length < PrefixBytes)
        {
            flag = 0;
            messageBytes = 0;
            return false;
        }

        received.Slice(0, PrefixBytes).CopyTo(prefix);
        flag = prefix[0];
        messageBytes = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return true;
    }
}
