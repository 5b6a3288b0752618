using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Vivace.Server.Api;
using Vivace.Server.Configuration;
using Vivace.Server.Grpc;

namespace Vivace.Server.Hosting;

/// <summary>Opens Kestrel's sockets for the listeners: protocol and TLS by listener, and the listener as a feature of its
/// connections.</summary>
internal static class KestrelSetup
{
    /// <summary>Sets the limits that belong to the whole server.</summary>
    public static void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        GrpcKestrelLimits.ConfigureOtlpGrpc(kestrel.Limits);
        kestrel.Limits.RequestHeadersTimeout = options.ReadHeaderTimeout;
        kestrel.Limits.KeepAliveTimeout = options.IdleTimeout > TimeSpan.Zero ? options.IdleTimeout : TimeSpan.MaxValue;
        kestrel.Limits.MaxRequestBodySize = null; // each listener has its own
        kestrel.Limits.MaxRequestLineSize = QueryApi.MaxRequestLineBytes;
        // By HTTP/2 the path is a header, so the longest query must fit there as well.
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = QueryApi.MaxRequestLineBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = QueryApi.MaxRequestLineBytes + (32 << 10);
    }

    /// <summary>Opens the addresses of one listener.</summary>
    public static void Listen(
        KestrelServerOptions kestrel,
        Listener listener,
        IReadOnlyList<IPEndPoint> addresses,
        CertificateSource? certificate,
        ServerOptions options,
        TimeProvider time)
    {
        var isGrpcOnly = listener.Role is ListenerRole.OtlpGrpc or ListenerRole.QueryGrpc;
        foreach (var address in addresses)
        {
            if (isGrpcOnly || certificate is not null)
            {
                kestrel.Listen(address, socket => Setup(socket, isGrpcOnly ? HttpProtocols.Http2 : HttpProtocols.Http1AndHttp2));
                continue;
            }
            // Without TLS nothing but the first bytes says which version a client speaks.
            var port = new SniffedPort(address, options.ReadHeaderTimeout, time);
            kestrel.Listen(new SniffedEndPoint(port, isHttp2: false), socket => Setup(socket, HttpProtocols.Http1));
            kestrel.Listen(new SniffedEndPoint(port, isHttp2: true), socket => Setup(socket, HttpProtocols.Http2));
        }

        void Setup(ListenOptions socket, HttpProtocols protocols)
        {
            socket.Protocols = protocols;
            socket.Use(next => connection =>
            {
                connection.Features.Set(listener);
                return next(connection);
            });
            if (certificate is not null)
                socket.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = _ => ValueTask.FromResult(certificate.Current),
                });
            listener.AddBinding(socket);
        }
    }
}
