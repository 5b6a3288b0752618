using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Server.Tests.Receivers;

/// <summary>The OpenTelemetry .NET SDK as it is, sending to a real listener.</summary>
public sealed class DotNetExporterTests
{
    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task Its_spans_arrive_whole(OtlpExportProtocol protocol)
    {
        await using var host = await ReceiverHost.StartAsync();
        var sourceName = $"vivace.test.{protocol}";
        using var source = new ActivitySource(sourceName, "1.0");
        using var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(sourceName)
            .ConfigureResource(resource => resource.Clear().AddService("dotnet-shop", serviceInstanceId: "one"))
            .AddOtlpExporter(options =>
            {
                options.Protocol = protocol;
                options.Endpoint = protocol == OtlpExportProtocol.Grpc
                    ? host.GrpcAddress
                    : new Uri(host.HttpAddress, "/v1/traces");
            })
            .Build();

        var ids = new List<string>();
        for (var i = 0; i < 300; i++)
        {
            using var parent = source.StartActivity($"GET /{i}", ActivityKind.Server)!;
            parent.SetTag("http.response.status_code", 200 + i);
            using var child = source.StartActivity("query", ActivityKind.Client)!;
            child.SetTag("db.system", "postgresql").AddEvent(new ActivityEvent("retry"));
            child.SetStatus(ActivityStatusCode.Error, "it failed");
            ids.Add(parent.SpanId.ToHexString());
            ids.Add(child.SpanId.ToHexString());
        }

        Assert.True(provider.Shutdown()); // a flush may return before the last batch is sent
        var spans = OtlpTraces.Normalize(host.Store.Requests);
        Assert.Equal(ids.Order(), spans.Select(s => s.SpanIdHex).Order());
        var query = spans.First(s => s.Name == "query").ToString();
        Assert.Contains("dotnet-shop", query, StringComparison.Ordinal);
        Assert.Contains(sourceName, query, StringComparison.Ordinal);
        Assert.Contains("postgresql", query, StringComparison.Ordinal);
        Assert.Contains("it failed", query, StringComparison.Ordinal);
        var transport = protocol == OtlpExportProtocol.Grpc ? "grpc" : "http";
        Assert.Equal(600, host.Counted($"tempo_receiver_accepted_spans receiver=tempo/otlp_receiver transport={transport}"));
    }

    [Fact]
    public async Task It_sends_again_what_it_was_asked_to_send_later()
    {
        await using var host = await ReceiverHost.StartAsync(limits: new Ingest.IngestLimits { RetryAfter = TimeSpan.FromMilliseconds(1) });
        var refusals = 0;
        host.Store.Answer = _ => new(Interlocked.Increment(ref refusals) == 1
            ? new Store.AppendOutcome(Store.AppendStatus.Overloaded, "busy")
            : Store.AppendOutcome.Accepted);
        const string SourceName = "vivace.test.retry";
        using var source = new ActivitySource(SourceName);
        using var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(SourceName)
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection([new("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory")])
                .Build()))
            .AddOtlpExporter(options => options.Endpoint = host.GrpcAddress)
            .Build();
        source.StartActivity("work")!.Dispose();

        Assert.True(provider.Shutdown());
        Assert.Equal("work", Assert.Single(OtlpTraces.Normalize(host.Store.Requests)).Name);
    }
}
