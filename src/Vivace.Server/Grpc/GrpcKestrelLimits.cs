using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Vivace.Server.Grpc;

/// <summary>Kestrel's HTTP/2 limits for gRPC calls that carry large messages.</summary>
internal static class GrpcKestrelLimits
{
    // A window is what a client may send before the server has read it. One round trip of 10 ms at 2 MiB is 200 MB/s for a
    // single call; messages are usually far below it, so they arrive without waiting for the server at all.
    private const int StreamWindowBytes = 2 * 1024 * 1024;

    // Unread bytes stay in memory: this bounds what one connection can pile up, whatever its number of calls.
    private const int ConnectionWindowBytes = 8 * 1024 * 1024;

    // Frames of the protocol's smallest maximum, 16 KiB, cost a header parse and a wake-up each; clients that can, send larger.
    private const int FrameBytes = 64 * 1024;

    /// <summary>Sets windows and frame size for the OTLP receiver. The limits belong to the whole server; the HTTP API's
    /// requests are small and do not feel them.</summary>
    public static void ConfigureOtlpGrpc(KestrelServerLimits limits)
    {
        limits.Http2.InitialStreamWindowSize = StreamWindowBytes;
        limits.Http2.InitialConnectionWindowSize = ConnectionWindowBytes;
        limits.Http2.MaxFrameSize = FrameBytes;
    }

    /// <summary>Makes a listener speak HTTP/2 only, by prior knowledge when it has no TLS.</summary>
    public static void ConfigureOtlpGrpc(ListenOptions listener) => listener.Protocols = HttpProtocols.Http2;
}
