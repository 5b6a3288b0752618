using System.Text;
using Vivace.Ingest;
using Vivace.Otlp.Wire;
using Vivace.Server.Grpc;
using Vivace.Server.Receivers;
using Vivace.Server.Tests.Grpc;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Server.Tests.Receivers;

public sealed class OtlpGrpcReceiverTests
{
    private const string Export = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_push_is_stored_as_sent(bool gzip)
    {
        await using var host = await ReceiverHost.StartAsync();
        var request = Traces.Checkout().ToBytes();
        var answer = await CallAsync(host, request, gzip);

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        Assert.Equal([0x0A, 0x00], Assert.Single(answer.Messages));
        var (tenant, stored) = Assert.Single(host.Store.Appended);
        Assert.Equal("single-tenant", tenant.Value);
        Assert.Equal(request, stored);
        Assert.Equal(6, host.Counted("tempo_receiver_accepted_spans receiver=tempo/otlp_receiver transport=grpc"));
    }

    [Fact]
    public async Task An_empty_push_is_accepted()
    {
        await using var host = await ReceiverHost.StartAsync();
        var answer = await CallAsync(host, []);

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        Assert.Empty(host.Store.Appended);
    }

    [Fact]
    public async Task Spans_with_bad_ids_are_refused_by_partial_success_and_the_rest_is_stored()
    {
        await using var host = await ReceiverHost.StartAsync();
        var answer = await CallAsync(host, Pushes.WithBadIds());

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        var (refused, message) = PartialSuccess(Assert.Single(answer.Messages));
        Assert.Equal(2UL, refused);
        Assert.NotEmpty(message);
        Assert.Equal(6, OtlpTraces.Normalize(host.Store.Requests).Count);
        Assert.Equal(2, host.Counted("tempo_receiver_refused_spans receiver=tempo/otlp_receiver transport=grpc"));
    }

    [Fact]
    public async Task Malformed_protobuf_is_an_invalid_argument_that_names_the_byte()
    {
        await using var host = await ReceiverHost.StartAsync();
        var answer = await CallAsync(host, Traces.Checkout().ToBytes()[..^1]);

        Assert.Equal(GrpcStatusCode.InvalidArgument, answer.Status);
        Assert.Matches("byte [0-9]+", answer.Message);
        Assert.Empty(host.Store.Appended);
    }

    [Fact]
    public async Task A_message_over_the_limit_names_the_setting_and_is_counted()
    {
        await using var host = await ReceiverHost.StartAsync(new ReceiverOptions { MaxGrpcMessageBytes = 1000 });
        var answer = await CallAsync(host, Traces.Checkout().ToBytes());
        var bomb = await CallAsync(host, new byte[100_000], gzip: true);

        Assert.Equal(GrpcStatusCode.ResourceExhausted, answer.Status);
        Assert.Null(answer.Details);
        Assert.Contains("max_recv_msg_size_mib (1,000 bytes)", answer.Message, StringComparison.Ordinal);
        Assert.Equal(GrpcStatusCode.ResourceExhausted, bomb.Status);
        Assert.Equal(2, host.Counted("tempo_discarded_spans_total reason=request_too_large tenant=single-tenant"));
    }

    [Fact]
    public async Task The_default_limit_lets_sixteen_mebibytes_pass()
    {
        await using var host = await ReceiverHost.StartAsync();
        var request = Pushes.OfSize(16 * 1024 * 1024);
        var answer = await CallAsync(host, request);

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        Assert.Equal(request.Length, host.Store.Requests.Single().Length);
        Assert.Equal(GrpcStatusCode.ResourceExhausted, (await CallAsync(host, [.. request, 0])).Status);
    }

    [Fact]
    public async Task A_tenant_over_its_rate_is_told_when_to_come_back()
    {
        var limits = new IngestLimits { RateLimitBytes = 1, BurstSizeBytes = 2000, RetryAfter = TimeSpan.FromSeconds(7000) };
        await using var host = await ReceiverHost.StartAsync(limits: limits);
        var request = Traces.Checkout().ToBytes();
        Assert.InRange(request.Length, 1001, 2000);
        Assert.Equal(GrpcStatusCode.Ok, (await CallAsync(host, request)).Status);
        var answer = await CallAsync(host, request);

        Assert.Equal(GrpcStatusCode.ResourceExhausted, answer.Status);
        Assert.StartsWith("RATE_LIMITED:", answer.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(7000), RpcStatus.Parse(answer.Details!).RetryDelay);
    }

    [Theory]
    [InlineData(AppendStatus.StorageUnavailable)]
    [InlineData(AppendStatus.Overloaded)]
    public async Task A_store_that_refuses_is_unavailable_with_retry_info(AppendStatus status)
    {
        await using var host = await ReceiverHost.StartAsync();
        host.Store.Answer = _ => new(new AppendOutcome(status, "the disk is full"));
        var answer = await CallAsync(host, Traces.Checkout().ToBytes());

        Assert.Equal(GrpcStatusCode.Unavailable, answer.Status);
        Assert.Equal("the disk is full", answer.Message);
        Assert.Equal(TimeSpan.FromSeconds(5), RpcStatus.Parse(answer.Details!).RetryDelay);
    }

    [Fact]
    public async Task A_deadline_ends_the_wait_for_the_store()
    {
        await using var host = await ReceiverHost.StartAsync();
        host.Store.Answer = async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return AppendOutcome.Accepted;
        };
        var answer = await CallAsync(host, Traces.Checkout().ToBytes(), metadata: ("grpc-timeout", "50m"));

        Assert.Equal(GrpcStatusCode.DeadlineExceeded, answer.Status);
    }

    [Fact]
    public async Task A_store_that_throws_is_an_internal_error()
    {
        await using var host = await ReceiverHost.StartAsync();
        host.Store.Answer = _ => throw new InvalidOperationException("secret");
        var answer = await CallAsync(host, Traces.Checkout().ToBytes());

        Assert.Equal(GrpcStatusCode.Internal, answer.Status);
        Assert.DoesNotContain("secret", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_multitenancy_the_tenant_comes_from_the_metadata()
    {
        await using var host = await ReceiverHost.StartAsync(new ReceiverOptions { MultitenancyEnabled = true });
        var request = Traces.Checkout().ToBytes();
        var good = await CallAsync(host, request, metadata: ("x-scope-orgid", "team-a"));
        var missing = await CallAsync(host, request);
        var several = await CallAsync(host, request, metadata: ("x-scope-orgid", "team-a|team-b"));
        var wrong = await CallAsync(host, request, metadata: ("x-scope-orgid", "../team"));

        Assert.Equal(GrpcStatusCode.Ok, good.Status);
        Assert.Equal("team-a", Assert.Single(host.Store.Appended).Tenant.Value);
        Assert.Equal((GrpcStatusCode.Unauthenticated, "no org id"), (missing.Status, missing.Message));
        Assert.Equal((GrpcStatusCode.InvalidArgument, "multiple org IDs present"), (several.Status, several.Message));
        Assert.Equal(GrpcStatusCode.InvalidArgument, wrong.Status);
    }

    [Fact]
    public async Task Other_methods_of_the_service_are_unimplemented_and_health_is_there()
    {
        await using var host = await ReceiverHost.StartAsync();
        using var client = new RawGrpcClient(host.GrpcAddress);
        var other = await client.CallAsync(Export + "More", RawGrpcClient.Frame([]), Token);
        var health = await client.CallAsync("/grpc.health.v1.Health/Check", RawGrpcClient.Frame([]), Token);

        Assert.Equal(GrpcStatusCode.Unimplemented, other.Status);
        Assert.Equal(GrpcStatusCode.Ok, health.Status);
    }

    private static async Task<RawGrpcAnswer> CallAsync(
        ReceiverHost host, byte[] request, bool gzip = false, params (string, string)[] metadata)
    {
        using var client = new RawGrpcClient(host.GrpcAddress);
        return gzip
            ? await client.CallAsync(Export, RawGrpcClient.GzipFrame(request), Token, [("grpc-encoding", "gzip"), .. metadata])
            : await client.CallAsync(Export, RawGrpcClient.Frame(request), Token, metadata);
    }

    private static (ulong Refused, string Message) PartialSuccess(byte[] response)
    {
        var reader = new ProtoReader(response);
        Assert.True(reader.TryReadTag(out var field, out _));
        Assert.Equal(1, field);
        var partial = reader.ReadMessage();
        Assert.True(partial.TryReadTag(out field, out _));
        Assert.Equal(1, field);
        var refused = partial.ReadVarint();
        Assert.True(partial.TryReadTag(out field, out _));
        Assert.Equal(2, field);
        return (refused, Encoding.UTF8.GetString(partial.ReadBytes()));
    }
}
