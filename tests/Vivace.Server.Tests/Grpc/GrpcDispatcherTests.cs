using System.Net;
using System.Net.Http.Headers;
using Vivace.Server.Grpc;
using Xunit;

namespace Vivace.Server.Tests.Grpc;

public sealed class GrpcDispatcherTests : IAsyncLifetime
{
    private const int LimitBytes = 1_000_000;
    private const string Echo = "/test.Service/Echo";
    private static readonly GrpcMessageLimit Limit = new(LimitBytes, "test.max_message");

    private readonly TaskCompletionSource<GrpcCompletion> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _handlerReached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private KestrelHost _host = null!;
    private RawGrpcClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await KestrelHost.StartGrpcAsync(
            GrpcMethod.Unary("test.Service", "Echo", Limit, EchoAsync, c => _completion.TrySetResult(c)),
            GrpcMethod.Unary("test.Service", "Fail", Limit, (_, _) => new(GrpcReply.Failure(
                new GrpcStatus(GrpcStatusCode.ResourceExhausted, "100 % voll:\r\nzu groß 🙂", TimeSpan.FromMilliseconds(2500))))),
            GrpcMethod.Unary("test.Service", "Throw", Limit, (_, _) => throw new InvalidOperationException("secret")),
            GrpcMethod.Unary("test.Service", "Wait", Limit, WaitAsync, c => _completion.TrySetResult(c)),
            GrpcMethod.ServerStreaming("test.Service", "Count", Limit, CountAsync),
            GrpcMethod.ServerStreaming("test.Service", "Nothing", Limit, (_, _, _) => new(GrpcStatus.Ok)),
            GrpcMethod.ServerStreaming("test.Service", "Flood", Limit, FloodAsync, c => _completion.TrySetResult(c)));
        _client = new RawGrpcClient(_host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(LimitBytes)]
    public async Task A_message_up_to_the_limit_reaches_the_handler_whole(int length)
    {
        var message = Bytes(length);
        var answer = await _client.CallAsync(Echo, RawGrpcClient.Frame(message), Token);

        Assert.Equal(HttpStatusCode.OK, answer.HttpStatus);
        Assert.Equal("application/grpc", answer.ContentType);
        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        Assert.False(answer.TrailersOnly);
        Assert.Equal(message, Assert.Single(answer.Messages));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    [InlineData(LimitBytes)]
    public async Task A_gzip_message_reaches_the_handler_unpacked(int length)
    {
        var message = Bytes(length);
        var answer = await _client.CallAsync(Echo, RawGrpcClient.GzipFrame(message), Token, ("grpc-encoding", "gzip"));

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        Assert.Equal(message, Assert.Single(answer.Messages));
    }

    [Fact]
    public async Task A_call_that_announces_gzip_may_send_a_message_as_it_is()
    {
        var answer = await _client.CallAsync(Echo, RawGrpcClient.Frame([1, 2]), Token, ("grpc-encoding", "gzip"));

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        Assert.Equal([1, 2], Assert.Single(answer.Messages));
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_by_its_announced_length_and_names_the_setting()
    {
        var frame = RawGrpcClient.Frame(Bytes(LimitBytes + 1));
        var answer = await _client.CallAsync(Echo, frame, Token);

        Assert.Equal(GrpcStatusCode.ResourceExhausted, answer.Status);
        Assert.True(answer.TrailersOnly);
        Assert.Null(answer.Details);
        Assert.Contains("1,000,001", answer.Message, StringComparison.Ordinal);
        Assert.Contains("test.max_message (1,000,000 bytes)", answer.Message, StringComparison.Ordinal);
        var completion = await _completion.Task.WaitAsync(Token);
        Assert.False(completion.ReachedHandler);
    }

    [Fact]
    public async Task A_length_of_four_gigabytes_is_refused_without_waiting_for_them()
    {
        var answer = await _client.CallAsync(Echo, [0, 0xFF, 0xFF, 0xFF, 0xFF], Token);

        Assert.Equal(GrpcStatusCode.ResourceExhausted, answer.Status);
    }

    [Fact]
    public async Task A_gzip_bomb_is_refused_at_the_limit()
    {
        var frame = RawGrpcClient.GzipFrame(new byte[LimitBytes * 50]);
        Assert.InRange(frame.Length, 1, LimitBytes);
        var answer = await _client.CallAsync(Echo, frame, Token, ("grpc-encoding", "gzip"));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, answer.Status);
        Assert.Null(answer.Details);
        Assert.Contains("unpacks to more than test.max_message", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_gzip_is_an_invalid_argument()
    {
        var whole = RawGrpcClient.Gzip(Bytes(5_000));
        foreach (var packed in new[] { whole[..^1], whole[..^9], whole[..30], whole[..1], [.. whole, 0], Bytes(500) })
        {
            var answer = await _client.CallAsync(Echo, RawGrpcClient.Frame(packed, flag: 1), Token, ("grpc-encoding", "gzip"));
            Assert.Equal(GrpcStatusCode.InvalidArgument, answer.Status);
            Assert.Contains("gzip", answer.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_compression_is_unimplemented_and_the_known_ones_are_listed()
    {
        var answer = await _client.CallAsync(Echo, RawGrpcClient.Frame([1], flag: 1), Token, ("grpc-encoding", "zstd"));

        Assert.Equal(GrpcStatusCode.Unimplemented, answer.Status);
        Assert.Equal("identity,gzip", answer.AcceptEncoding);
        Assert.Contains("\"zstd\"", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_message_without_an_announced_compression_is_an_internal_error()
    {
        var answer = await _client.CallAsync(Echo, RawGrpcClient.GzipFrame([1]), Token);

        Assert.Equal(GrpcStatusCode.Internal, answer.Status);
    }

    [Theory]
    [InlineData("/test.Service/Missing", "has no method \"Missing\"")]
    [InlineData("/other.Service/Echo", "\"other.Service\" is not served")]
    [InlineData("/", "is not served")]
    [InlineData("/test.Service/echo", "has no method \"echo\"")]
    public async Task An_unknown_method_or_service_is_unimplemented(string path, string reason)
    {
        var answer = await _client.CallAsync(path, RawGrpcClient.Frame([1]), Token);

        Assert.Equal(HttpStatusCode.OK, answer.HttpStatus);
        Assert.Equal(GrpcStatusCode.Unimplemented, answer.Status);
        Assert.Contains(reason, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exactly_one_request_message_is_taken()
    {
        var none = await _client.CallAsync(Echo, [], Token);
        var two = await _client.CallAsync(Echo, [.. RawGrpcClient.Frame([1]), .. RawGrpcClient.Frame([2])], Token);

        Assert.Equal(GrpcStatusCode.Unimplemented, none.Status);
        Assert.Contains("none was sent", none.Message, StringComparison.Ordinal);
        Assert.Equal(GrpcStatusCode.Unimplemented, two.Status);
        Assert.Contains("more bytes followed", two.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_ends_inside_its_frame_is_an_invalid_argument()
    {
        var prefix = await _client.CallAsync(Echo, [0, 0, 0], Token);
        var message = await _client.CallAsync(Echo, RawGrpcClient.Frame(Bytes(100))[..50], Token);

        Assert.Equal(GrpcStatusCode.InvalidArgument, prefix.Status);
        Assert.Equal(GrpcStatusCode.InvalidArgument, message.Status);
        Assert.Contains("after 45 of the 100 bytes", message.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_flag_other_than_0_and_1_is_an_internal_error()
    {
        var answer = await _client.CallAsync(Echo, RawGrpcClient.Frame([1], flag: 2), Token);

        Assert.Equal(GrpcStatusCode.Internal, answer.Status);
    }

    [Fact]
    public async Task A_failure_carries_its_encoded_message_and_retry_info()
    {
        var answer = await _client.CallAsync("/test.Service/Fail", RawGrpcClient.Frame([]), Token);

        Assert.True(answer.TrailersOnly);
        Assert.Empty(answer.Messages);
        Assert.Equal("100 % voll:\r\nzu groß 🙂", answer.Message);
        var status = RpcStatus.Parse(answer.Details!);
        Assert.Equal(8, status.Code);
        Assert.Equal(answer.Message, status.Message);
        Assert.Equal(TimeSpan.FromSeconds(2.5), status.RetryDelay);
    }

    [Fact]
    public async Task A_handler_that_throws_is_an_internal_error_without_details()
    {
        var answer = await _client.CallAsync("/test.Service/Throw", RawGrpcClient.Frame([]), Token);

        Assert.Equal(GrpcStatusCode.Internal, answer.Status);
        Assert.DoesNotContain("secret", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_that_passes_in_the_handler_ends_the_call()
    {
        var answer = await _client.CallAsync("/test.Service/Wait", RawGrpcClient.Frame([]), Token, ("grpc-timeout", "30m"));

        Assert.Equal(GrpcStatusCode.DeadlineExceeded, answer.Status);
    }

    [Fact]
    public async Task A_deadline_that_passes_while_the_request_is_read_ends_the_call()
    {
        using var neverEnds = new StreamContent(new EndlessStream());
        using var response = await _client.SendAsync(Echo, neverEnds, Token, ("grpc-timeout", "30m"));

        Assert.Equal("4", response.Headers.GetValues("grpc-status").Single());
    }

    [Theory]
    [InlineData("5")]
    [InlineData("123456789S")]
    [InlineData("-1S")]
    [InlineData("1s")]
    public async Task A_deadline_that_cannot_be_read_is_an_invalid_argument(string timeout)
    {
        var answer = await _client.CallAsync(Echo, RawGrpcClient.Frame([]), Token, ("grpc-timeout", timeout));

        Assert.Equal(GrpcStatusCode.InvalidArgument, answer.Status);
        Assert.Contains("grpc-timeout", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_cancels_stops_the_handler_and_counts_as_cancelled()
    {
        using var giveUp = new CancellationTokenSource();
        var call = _client.CallAsync("/test.Service/Wait", RawGrpcClient.Frame([]), giveUp.Token);
        await _handlerReached.Task.WaitAsync(Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var completion = await _completion.Task.WaitAsync(Token);
        Assert.Equal(GrpcStatusCode.Cancelled, completion.Status.Code);
        Assert.True(completion.ReachedHandler);
    }

    [Fact]
    public async Task A_client_that_cancels_while_sending_counts_as_cancelled()
    {
        using var giveUp = new CancellationTokenSource();
        using var neverEnds = new StreamContent(new EndlessStream(RawGrpcClient.Frame(Bytes(1000))[..500]));
        var call = _client.SendAsync(Echo, neverEnds, giveUp.Token);
        await _client.CallAsync("/test.Service/Nothing", RawGrpcClient.Frame([]), Token); // the server has seen the first call
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var completion = await _completion.Task.WaitAsync(Token);
        Assert.Equal(GrpcStatusCode.Cancelled, completion.Status.Code);
        Assert.False(completion.ReachedHandler);
    }

    [Fact]
    public async Task A_streaming_method_sends_its_messages_in_order_and_its_status_last()
    {
        var answer = await _client.CallAsync("/test.Service/Count", RawGrpcClient.Frame([200]), Token);

        Assert.Equal(200, answer.Messages.Count);
        Assert.All(answer.Messages, (message, index) => Assert.Equal((byte)index, Assert.Single(message)));
        Assert.Equal(GrpcStatusCode.NotFound, answer.Status);
        Assert.Equal("counted", answer.Message);
        Assert.False(answer.TrailersOnly);
    }

    [Fact]
    public async Task A_streaming_method_may_send_nothing()
    {
        var answer = await _client.CallAsync("/test.Service/Nothing", RawGrpcClient.Frame([]), Token);

        Assert.Equal(GrpcStatusCode.Ok, answer.Status);
        Assert.Empty(answer.Messages);
    }

    [Fact]
    public async Task A_streaming_handler_waits_for_its_reader_and_stops_when_the_reader_goes()
    {
        using var giveUp = new CancellationTokenSource();
        var response = await _client.SendAsync("/test.Service/Flood", new ByteArrayContent(RawGrpcClient.Frame([])), giveUp.Token);
        await using (var stream = await response.Content.ReadAsStreamAsync(Token))
            await stream.ReadExactlyAsync(new byte[1_000_000], Token);
        response.Dispose(); // resets the stream in the middle of an endless answer

        var completion = await _completion.Task.WaitAsync(Token);
        Assert.Equal(GrpcStatusCode.Cancelled, completion.Status.Code);
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpc-web", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpc+json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpc+proto", HttpStatusCode.OK)]
    [InlineData("application/grpc;charset=utf-8", HttpStatusCode.OK)]
    public async Task Only_grpc_with_protobuf_is_taken(string contentType, HttpStatusCode expected)
    {
        using var http = new HttpClient { BaseAddress = _host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, Echo)
        {
            Content = new ByteArrayContent(RawGrpcClient.Frame([1])),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await http.SendAsync(request, Token);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Calls_share_a_connection_without_mixing_their_bytes()
    {
        var calls = Enumerable.Range(0, 200).Select(async i =>
        {
            var message = Bytes(i * 331, (byte)i);
            var frame = i % 2 == 0 ? RawGrpcClient.Frame(message) : RawGrpcClient.GzipFrame(message);
            var answer = await _client.CallAsync(Echo, frame, Token, ("grpc-encoding", "gzip"));
            Assert.Equal(message, Assert.Single(answer.Messages));
        });
        await Task.WhenAll(calls);
    }

    private static byte[] Bytes(int length, byte seed = 7)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)((i * 31) + (i >> 8) + seed);
        return bytes;
    }

    private static async ValueTask<GrpcReply> EchoAsync(GrpcCall call, ReadOnlyMemory<byte> request)
    {
        await Task.Yield();
        return GrpcReply.Success(request);
    }

    private async ValueTask<GrpcReply> WaitAsync(GrpcCall call, ReadOnlyMemory<byte> request)
    {
        _handlerReached.TrySetResult();
        await Task.Delay(Timeout.Infinite, call.CancellationToken);
        return GrpcReply.Success(default);
    }

    private static async ValueTask<GrpcStatus> CountAsync(
        GrpcCall call, ReadOnlyMemory<byte> request, GrpcResponseStream responses)
    {
        for (var i = 0; i < request.Span[0]; i++)
            await responses.WriteAsync(new[] { (byte)i }, call.CancellationToken);
        return new GrpcStatus(GrpcStatusCode.NotFound, "counted");
    }

    private static async ValueTask<GrpcStatus> FloodAsync(
        GrpcCall call, ReadOnlyMemory<byte> request, GrpcResponseStream responses)
    {
        while (true)
            await responses.WriteAsync(new byte[100_000], call.CancellationToken);
    }
}
