using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Vivace.Server.Api;
using Vivace.Server.Metrics;
using Xunit;

namespace Vivace.Server.Tests.Api;

/// <summary>The API on a real Kestrel at a free port, over a scripted store.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly QueryApi _api;
    private readonly MetricsCollector _collector;
    private readonly RequestMetrics _requests;

    private ApiHost(WebApplication application, QueryApi api, MetricsCollector collector, RequestMetrics requests, ScriptedStore store)
    {
        _application = application;
        _api = api;
        _collector = collector;
        _requests = requests;
        Store = store;
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None };
        Client = new HttpClient(handler) { BaseAddress = new Uri(addresses.Addresses.Single()) };
    }

    public ScriptedStore Store { get; }

    public Vivace.Server.Api.Queries.QueryRegistry Queries => _api.Queries;

    public HttpClient Client { get; }

    public static async Task<ApiHost> StartAsync(
        ScriptedStore? store = null, QueryApiOptions? options = null, FixedReadiness? readiness = null, ILogger<QueryApi>? logger = null)
    {
        store ??= new ScriptedStore();
        var collector = new MetricsCollector(NullLogger<MetricsCollector>.Instance);
        var requests = new RequestMetrics();
        var build = new BuildDescription("0.1.0", "3.0.0", "abc1234", "main", "2026-01-02", "ci");
        var api = new QueryApi(
            store, options ?? new QueryApiOptions(), readiness ?? new FixedReadiness(), new FixedConfiguration(), build, collector,
            requests, new ManualTime(ManualTime.Noon), logger ?? NullLogger<QueryApi>.Instance);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestLineSize = QueryApi.MaxRequestLineBytes;
        });
        var application = builder.Build();
        application.Run(api.HandleAsync);
        await application.StartAsync();
        return new ApiHost(application, api, collector, requests, store);
    }

    /// <summary>Asks and gives back status and text.</summary>
    public async Task<(int Status, string Text)> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(path, headers);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Asks for protobuf and gives back the message.</summary>
    public async Task<byte[]> GetProtobufAsync(string path)
    {
        using var response = await SendAsync(path, ("Accept", "application/protobuf"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/protobuf", response.Content.Headers.ContentType!.ToString());
        return await response.Content.ReadAsByteArrayAsync();
    }

    public async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _api.Dispose();
        _collector.Dispose();
        _requests.Dispose();
    }
}

internal sealed class FixedReadiness(params string[] reasons) : IReadiness
{
    public ReadinessReport Report() => new(
        reasons.Length == 0, reasons, [new ServiceStatus("otlp-grpc", ServiceState.Running), new ServiceStatus("storage", ServiceState.Starting)]);
}

internal sealed class FixedConfiguration : IConfigurationStatus
{
    public string RenderConfiguration(ConfigurationView view) => $"target: all # {view}\n";

    public string RenderRuntimeConfiguration(ConfigurationView view) => "overrides: {}\n";

    public string RenderNotices() => "";
}
