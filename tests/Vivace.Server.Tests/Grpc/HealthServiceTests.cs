using System.Text;
using Vivace.Server.Grpc;
using Xunit;

namespace Vivace.Server.Tests.Grpc;

public sealed class HealthServiceTests : IAsyncLifetime
{
    private readonly HealthService _health = new(["shop.Orders"]);
    private KestrelHost _host = null!;
    private RawGrpcClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await KestrelHost.StartGrpcAsync([.. _health.Methods]);
        _client = new RawGrpcClient(_host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("shop.Orders")]
    [InlineData("grpc.health.v1.Health")]
    public async Task Check_tells_whether_a_service_is_serving(string service)
    {
        var before = await CheckAsync(service);
        _health.SetServing(true);
        var after = await CheckAsync(service);

        Assert.Equal([8, 2], Assert.Single(before.Messages));
        Assert.Equal([8, 1], Assert.Single(after.Messages));
        Assert.Equal(GrpcStatusCode.Ok, after.Status);
    }

    [Fact]
    public async Task Check_of_an_unknown_service_is_not_found()
    {
        var answer = await CheckAsync("shop.Other");

        Assert.Equal(GrpcStatusCode.NotFound, answer.Status);
        Assert.Contains("shop.Other", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_malformed_bytes_is_an_invalid_argument()
    {
        var answer = await _client.CallAsync("/grpc.health.v1.Health/Check", RawGrpcClient.Frame([0x0A, 5, 1]), Token);

        Assert.Equal(GrpcStatusCode.InvalidArgument, answer.Status);
    }

    [Fact]
    public async Task Watch_sends_the_state_at_once_then_each_change_and_ends_with_the_server()
    {
        using var response = await WatchAsync("");
        await using var stream = await response.Content.ReadAsStreamAsync(Token);
        Assert.Equal(2, await NextAsync(stream));
        _health.SetServing(true);
        Assert.Equal(1, await NextAsync(stream));
        _health.Stop();
        Assert.Equal(2, await NextAsync(stream));

        Assert.Equal(0, await stream.ReadAsync(new byte[1], Token));
        Assert.Equal("14", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task Watch_of_an_unknown_service_says_so_and_stays_open()
    {
        using var response = await WatchAsync("shop.Other");
        await using var stream = await response.Content.ReadAsStreamAsync(Token);

        Assert.Equal(3, await NextAsync(stream));
    }

    private Task<RawGrpcAnswer> CheckAsync(string service) =>
        _client.CallAsync("/grpc.health.v1.Health/Check", RawGrpcClient.Frame(Request(service)), Token);

    private Task<HttpResponseMessage> WatchAsync(string service) => _client.SendAsync(
        "/grpc.health.v1.Health/Watch", new ByteArrayContent(RawGrpcClient.Frame(Request(service))), Token);

    private static async Task<byte> NextAsync(Stream stream)
    {
        var frame = new byte[7];
        await stream.ReadExactlyAsync(frame, Token);
        Assert.Equal([0, 0, 0, 0, 2, 8], frame[..6]);
        return frame[6];
    }

    private static byte[] Request(string service) => [0x0A, (byte)service.Length, .. Encoding.UTF8.GetBytes(service)];
}
