using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Server.Grpc;

namespace Vivace.Server.Tests;

/// <summary>A real Kestrel on a free port of 127.0.0.1 whose whole pipeline is one handler.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private KestrelHost(WebApplication application, Uri address)
    {
        _application = application;
        Address = address;
    }

    public Uri Address { get; }

    public static Task<KestrelHost> StartGrpcAsync(params GrpcMethod[] methods) => StartAsync(
        new GrpcDispatcher(methods, TimeProvider.System, NullLogger<GrpcDispatcher>.Instance).HandleAsync, HttpProtocols.Http2);

    public static async Task<KestrelHost> StartAsync(RequestDelegate handler, HttpProtocols protocols)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            GrpcKestrelLimits.ConfigureOtlpGrpc(kestrel.Limits);
            kestrel.ConfigureEndpointDefaults(listener => listener.Protocols = protocols);
        });
        var application = builder.Build();
        application.Run(handler);
        await application.StartAsync();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new KestrelHost(application, new Uri(addresses.Addresses.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _application.StopAsync(soon.Token);
        await _application.DisposeAsync();
    }
}
