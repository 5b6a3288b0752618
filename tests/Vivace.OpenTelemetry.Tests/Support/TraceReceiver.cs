using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Vivace.OpenTelemetry.Tests.Support;

/// <summary>A small OTLP endpoint on a port of its own: gRPC on h2c, or HTTP/1.1 with protobuf.</summary>
internal sealed class TraceReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentQueue<IReadOnlyDictionary<string, string>> _headers = new();
    private readonly ConcurrentQueue<string> _paths = new();
    private readonly Func<int, string?> _refusal;
    private int _requests;

    private TraceReceiver(bool grpc, int port, Func<int, string?>? refusal)
    {
        _refusal = refusal ?? (_ => null);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, port, listen => listen.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        _app = builder.Build();
        _app.Run(grpc ? ServeGrpc : ServeHttp);
    }

    public int Port => Endpoint.Port;

    public Uri Endpoint => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    public IReadOnlyList<IReadOnlyDictionary<string, string>> Headers => [.. _headers];

    public IReadOnlyList<string> Paths => [.. _paths];

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Starts a receiver.</summary>
    /// <param name="grpc">False for HTTP.</param>
    /// <param name="port">0 for a free one.</param>
    /// <param name="refusal">By number of the request from 1: the gRPC or HTTP status to refuse it with, null to take it.</param>
    public static async Task<TraceReceiver> StartAsync(bool grpc = true, int port = 0, Func<int, string?>? refusal = null)
    {
        var receiver = new TraceReceiver(grpc, port, refusal);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        now.Cancel();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeGrpc(HttpContext context)
    {
        var (body, refusal) = await Read(context);
        context.Response.ContentType = "application/grpc";
        if (refusal is null)
        {
            Take(body.AsSpan(5, BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1))));
            await context.Response.Body.WriteAsync(new byte[5]);
        }

        context.Response.AppendTrailer("grpc-status", refusal ?? "0");
        if (refusal is not null)
            context.Response.AppendTrailer("grpc-message", "said%20the%20test");
    }

    private async Task ServeHttp(HttpContext context)
    {
        var (body, refusal) = await Read(context);
        if (refusal is null)
            Take(body);
        else
            context.Response.StatusCode = int.Parse(refusal, System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<(byte[] Body, string? Refusal)> Read(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _paths.Enqueue(context.Request.Path);
        _headers.Enqueue(context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        return (body.ToArray(), _refusal(Interlocked.Increment(ref _requests)));
    }

    private void Take(ReadOnlySpan<byte> request)
    {
        foreach (var span in SpanDecoder.Decode(request))
            _spans.Enqueue(span);
    }
}
