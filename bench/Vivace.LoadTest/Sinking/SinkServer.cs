using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Vivace.LoadTest.Sinking;

/// <summary>A receiver that reads requests and forgets them: what a sender can reach on this machine at most, and what
/// receiving costs before anything is done with the bytes.</summary>
internal sealed class SinkServer : IAsyncDisposable
{
    private static readonly byte[] EmptyGrpcResponse = new byte[5];

    private readonly WebApplication _application;
    private long _bytes;
    private long _requests;

    private SinkServer(WebApplication application) => _application = application;

    public long Requests => Interlocked.Read(ref _requests);

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Listens on loopback; gRPC without TLS on one port, OTLP/HTTP on the other.</summary>
    public static async Task<SinkServer> StartAsync(int grpcPort, int httpPort, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 << 20;
            kestrel.Limits.Http2.InitialStreamWindowSize = 4 << 20;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 16 << 20;
            kestrel.Limits.Http2.MaxFrameSize = 1 << 20;
            kestrel.Listen(IPAddress.Loopback, grpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, httpPort, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var sink = new SinkServer(builder.Build());
        sink._application.Run(sink.TakeAsync);
        await sink._application.StartAsync(cancellationToken);
        return sink;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(context.RequestAborted);
            Interlocked.Add(ref _bytes, read.Buffer.Length);
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        Interlocked.Increment(ref _requests);
        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.BodyWriter.WriteAsync(EmptyGrpcResponse, context.RequestAborted);
            var trailers = context.Features.Get<IHttpResponseTrailersFeature>()!;
            trailers.Trailers["grpc-status"] = 0.ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            context.Response.ContentType = "application/x-protobuf";
            context.Response.ContentLength = 0;
        }
    }
}
