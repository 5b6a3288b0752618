using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Vivace.Ingest;
using Vivace.Server.Receivers;
using Vivace.Server.Tests.Grpc;
using Vivace.Store;
using Vivace.Testing.Otlp;
using Xunit;

namespace Vivace.Server.Tests.Receivers;

public sealed class OtlpHttpReceiverTests
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    private const string JsonPush = """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
        "scopeSpans":[{"spans":[{"traceId":"5eed0000000000000000000000000001","spanId":"5eed000000000001","name":"GET /",
        "kind":2,"startTimeUnixNano":"1700000000000000000","endTimeUnixNano":1700000000120000000,"later":{"unknown":[1]}}]}]}]}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task A_protobuf_push_is_stored_as_sent(string? encoding)
    {
        await using var host = await ReceiverHost.StartAsync();
        var request = Traces.Checkout().ToBytes();
        using var answer = await PostAsync(host, request, Protobuf, encoding);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Protobuf, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0x0A, 0x00], await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(request, Assert.Single(host.Store.Requests));
        Assert.Equal(6, host.Counted("tempo_receiver_accepted_spans receiver=tempo/otlp_receiver transport=http"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task A_json_push_is_stored_and_answered_in_json(string? encoding)
    {
        await using var host = await ReceiverHost.StartAsync();
        using var answer = await PostAsync(host, Encoding.UTF8.GetBytes(JsonPush), Json + "; charset=utf-8", encoding);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Json, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("""{"partialSuccess":{}}""", await answer.Content.ReadAsStringAsync(Token));
        var span = Assert.Single(OtlpTraces.Normalize(host.Store.Requests));
        Assert.Equal(("GET /", "5eed000000000001"), (span.Name, span.SpanIdHex));
    }

    [Fact]
    public async Task A_body_without_announced_length_is_taken()
    {
        await using var host = await ReceiverHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.HttpAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces")
        {
            Content = new ByteArrayContent(Pushes.OfSize(3_000_000)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Protobuf);
        request.Headers.TransferEncodingChunked = true;
        using var answer = await http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(3_000_000, Assert.Single(host.Store.Requests).Length);
    }

    [Theory]
    [InlineData(Protobuf, "")]
    [InlineData(Json, "{}")]
    public async Task An_empty_push_is_accepted(string contentType, string body)
    {
        await using var host = await ReceiverHost.StartAsync();
        using var answer = await PostAsync(host, Encoding.UTF8.GetBytes(body), contentType);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(host.Store.Appended);
    }

    [Fact]
    public async Task Spans_with_bad_ids_are_refused_by_partial_success_in_the_encoding_of_the_request()
    {
        await using var host = await ReceiverHost.StartAsync();
        using var protobuf = await PostAsync(host, Pushes.WithBadIds(), Protobuf);
        var shortId = JsonPush.Replace("\"5eed000000000001\"", "\"5eed\"", StringComparison.Ordinal);
        using var json = await PostAsync(host, Encoding.UTF8.GetBytes(shortId), Json);

        Assert.Equal(HttpStatusCode.OK, protobuf.StatusCode);
        Assert.Equal([0x08, 2, 0x12], (await protobuf.Content.ReadAsByteArrayAsync(Token)).Skip(1).SkipWhile(b => b != 8).Take(3));
        Assert.Equal(6, OtlpTraces.Normalize(host.Store.Requests).Count);
        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        var partial = JsonDocument.Parse(await json.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("partialSuccess");
        Assert.Equal("1", partial.GetProperty("rejectedSpans").GetString());
        Assert.NotEmpty(partial.GetProperty("errorMessage").GetString()!);
    }

    [Fact]
    public async Task Bodies_that_cannot_be_decoded_are_400_with_a_status_in_their_encoding()
    {
        await using var host = await ReceiverHost.StartAsync();
        var whole = Traces.Checkout().ToBytes();
        await IsAsync(whole[..^1], Protobuf, null, "byte");
        await IsAsync(Encoding.UTF8.GetBytes(JsonPush[..^10]), Json, null, "");
        await IsAsync(whole, Protobuf, "zstd", "\"zstd\" is not supported; use gzip, identity");
        await IsAsync(whole, Protobuf, "gzip-not", "not supported");
        await IsAsync(RawGrpcClient.Gzip(whole)[..^3], Protobuf, "pre-gzip", "not whole gzip");
        Assert.Empty(host.Store.Appended);

        async Task IsAsync(byte[] body, string contentType, string? encoding, string reason)
        {
            using var answer = encoding == "pre-gzip"
                ? await PostAsync(host, body, contentType, "gzip", isPacked: true)
                : await PostAsync(host, body, contentType, encoding);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var status = await StatusAsync(answer, contentType);
            Assert.Equal(3, status.Code);
            Assert.Contains(reason, status.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Protobuf)]
    [InlineData(Json)]
    public async Task A_body_over_the_limit_is_413_and_names_the_setting(string contentType)
    {
        await using var host = await ReceiverHost.StartAsync(new ReceiverOptions { MaxHttpBodyBytes = 1000 });
        using var answer = await PostAsync(host, new byte[1001], contentType);
        using var bomb = await PostAsync(host, new byte[100_000], contentType, "gzip");

        foreach (var refused in new[] { answer, bomb })
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
            Assert.Null(refused.Headers.RetryAfter);
            var status = await StatusAsync(refused, contentType);
            Assert.Equal(8, status.Code);
            Assert.Null(status.RetryDelay);
            Assert.Contains("http.max_request_body_size (1,000 bytes)", status.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, host.Counted("tempo_discarded_spans_total reason=request_too_large tenant=single-tenant"));
    }

    [Fact]
    public async Task The_default_limit_lets_twenty_mebibytes_pass()
    {
        await using var host = await ReceiverHost.StartAsync();
        using var answer = await PostAsync(host, Pushes.OfSize(20 * 1024 * 1024), Protobuf);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(20 * 1024 * 1024, Assert.Single(host.Store.Requests).Length);
    }

    [Fact]
    public async Task Other_methods_types_and_paths_are_refused_in_text()
    {
        await using var host = await ReceiverHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.HttpAddress };
        using var get = await http.GetAsync("/v1/traces", Token);
        using var text = await PostAsync(host, [1], "text/plain");
        using var other = await http.PostAsync("/v1/metrics", new ByteArrayContent([]), Token);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        Assert.Equal("POST", get.Content.Headers.Allow.Single());
        Assert.Equal("405 method not allowed, supported: [POST]", await get.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
        Assert.Equal(
            "415 unsupported media type, supported: [application/json, application/x-protobuf]",
            await text.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task The_path_is_a_setting()
    {
        await using var host = await ReceiverHost.StartAsync(new ReceiverOptions { TracesUrlPath = "/otlp" });
        using var http = new HttpClient { BaseAddress = host.HttpAddress };
        var body = new ByteArrayContent([]);
        body.Headers.ContentType = new MediaTypeHeaderValue(Protobuf);
        using var answer = await http.PostAsync("/otlp", body, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(Protobuf)]
    [InlineData(Json)]
    public async Task A_tenant_over_its_rate_is_429_with_retry_after(string contentType)
    {
        var limits = new IngestLimits { RateLimitBytes = 0, RetryAfter = TimeSpan.FromSeconds(5) };
        await using var never = await ReceiverHost.StartAsync(limits: limits);
        var body = contentType == Json ? Encoding.UTF8.GetBytes(JsonPush) : Traces.Checkout().ToBytes();
        using var refused = await PostAsync(never, body, contentType);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Null(refused.Headers.RetryAfter); // it can never pass

        limits = new IngestLimits { RateLimitBytes = 1, BurstSizeBytes = 2000, RetryAfter = TimeSpan.FromSeconds(7000.5) };
        await using var slow = await ReceiverHost.StartAsync(limits: limits);
        HttpResponseMessage answer;
        do
            answer = await PostAsync(slow, body, contentType);
        while (answer.IsSuccessStatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7001), answer.Headers.RetryAfter!.Delta);
        var status = await StatusAsync(answer, contentType);
        Assert.Equal((8, TimeSpan.FromSeconds(7000.5)), (status.Code, status.RetryDelay));
        Assert.StartsWith("RATE_LIMITED:", status.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AppendStatus.StorageUnavailable)]
    [InlineData(AppendStatus.Overloaded)]
    public async Task A_store_that_refuses_is_503_with_retry_after(AppendStatus appendStatus)
    {
        await using var host = await ReceiverHost.StartAsync();
        host.Store.Answer = _ => new(new AppendOutcome(appendStatus, "the disk is full"));
        using var answer = await PostAsync(host, Traces.Checkout().ToBytes(), Protobuf);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta);
        Assert.Equal(new RpcStatus(14, "the disk is full", TimeSpan.FromSeconds(5)), await StatusAsync(answer, Protobuf));
    }

    [Fact]
    public async Task A_store_that_throws_is_500_without_details()
    {
        await using var host = await ReceiverHost.StartAsync();
        host.Store.Answer = _ => throw new InvalidOperationException("secret");
        using var answer = await PostAsync(host, Traces.Checkout().ToBytes(), Protobuf);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var status = await StatusAsync(answer, Protobuf);
        Assert.Equal(13, status.Code);
        Assert.DoesNotContain("secret", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_multitenancy_the_tenant_comes_from_the_header()
    {
        await using var host = await ReceiverHost.StartAsync(new ReceiverOptions { MultitenancyEnabled = true });
        await IsAsync(["team-a"], HttpStatusCode.OK, null);
        Assert.Equal("team-a", Assert.Single(host.Store.Appended).Tenant.Value);
        await IsAsync([], HttpStatusCode.Unauthorized, "no org id");
        await IsAsync([""], HttpStatusCode.Unauthorized, "no org id");
        await IsAsync(["team-a|team-b"], HttpStatusCode.BadRequest, "multiple org IDs present");
        await IsAsync(["team-a", "team-b"], HttpStatusCode.BadRequest, "multiple org IDs present");
        await IsAsync(["a/b"], HttpStatusCode.BadRequest, "tenant ID 'a/b' contains unsupported character '/'");
        await IsAsync([".."], HttpStatusCode.BadRequest, "tenant ID is '.' or '..'");
        Assert.Single(host.Store.Appended);

        async Task IsAsync(string[] tenants, HttpStatusCode expected, string? message)
        {
            using var answer = await PostAsync(host, Traces.Checkout().ToBytes(), Protobuf, tenants: tenants);
            Assert.Equal(expected, answer.StatusCode);
            if (message is not null)
                Assert.Equal(message, (await StatusAsync(answer, Protobuf)).Message);
        }
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_of_its_body_stores_nothing_and_harms_nobody()
    {
        await using var host = await ReceiverHost.StartAsync();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, host.HttpAddress.Port, Token);
            var head = "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1000\r\n\r\nabc";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Token);
            socket.LingerState = new LingerOption(true, 0);
        }

        using var next = await PostAsync(host, Traces.Checkout().ToBytes(), Protobuf);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Single(host.Store.Appended);
    }

    private static async Task<HttpResponseMessage> PostAsync(
        ReceiverHost host, byte[] body, string contentType, string? encoding = null, bool isPacked = false, string[]? tenants = null)
    {
        using var http = new HttpClient { BaseAddress = host.HttpAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces")
        {
            Content = new ByteArrayContent(encoding == "gzip" && !isPacked ? RawGrpcClient.Gzip(body) : body),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null)
            request.Content.Headers.ContentEncoding.Add(encoding);
        foreach (var tenant in tenants ?? [])
            request.Headers.TryAddWithoutValidation("X-Scope-OrgID", tenant);
        return await http.SendAsync(request, Token);
    }

    private static async Task<RpcStatus> StatusAsync(HttpResponseMessage answer, string contentType)
    {
        Assert.Equal(contentType, answer.Content.Headers.ContentType!.MediaType);
        var body = await answer.Content.ReadAsByteArrayAsync(Token);
        if (contentType == Protobuf)
            return RpcStatus.Parse(body);

        var json = JsonDocument.Parse(body).RootElement;
        TimeSpan? delay = null;
        if (json.TryGetProperty("details", out var details))
        {
            var retryInfo = details.EnumerateArray().Single();
            Assert.Equal("type.googleapis.com/google.rpc.RetryInfo", retryInfo.GetProperty("@type").GetString());
            delay = TimeSpan.FromSeconds(double.Parse(
                retryInfo.GetProperty("retryDelay").GetString()!.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture));
        }

        return new RpcStatus(json.GetProperty("code").GetInt32(), json.GetProperty("message").GetString()!, delay);
    }
}
