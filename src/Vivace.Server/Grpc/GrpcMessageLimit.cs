using System.Globalization;

namespace Vivace.Server.Grpc;

/// <summary>How large a message may be, and which setting says so.</summary>
/// <param name="Bytes">Most bytes of a message, before and after decompression.</param>
/// <param name="Setting">The key an operator changes, as the configuration file spells it.</param>
internal readonly record struct GrpcMessageLimit(int Bytes, string Setting)
{
    /// <summary>The refusal of a message whose size is known. Carries no RetryInfo: the same message never fits.</summary>
    /// <param name="messageBytes">Its size.</param>
    public GrpcStatus Exceeded(long messageBytes) => Refuse(
        string.Create(CultureInfo.InvariantCulture, $"request message of {messageBytes:N0} bytes exceeds"));

    /// <summary>The refusal of a compressed message that unpacks to more than the limit.</summary>
    /// <param name="packedBytes">Its size as received.</param>
    public GrpcStatus ExceededUnpacked(long packedBytes) => Refuse(
        string.Create(CultureInfo.InvariantCulture, $"request message of {packedBytes:N0} gzip bytes unpacks to more than"));

    private GrpcStatus Refuse(string what) => new(GrpcStatusCode.ResourceExhausted, string.Create(
        CultureInfo.InvariantCulture, $"{what} {Setting} ({Bytes:N0} bytes); send smaller batches or raise the setting"));
}
