using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Vivace.LoadTest.Corpus;
using Vivace.LoadTest.Sending;
using Vivace.Otlp.Wire;

namespace Vivace.LoadTest.Tests.Sending;

public sealed class SenderTests
{
    private const string Accepted = "accepted";
    private const string PartlyAccepted = "partly";
    private const string ComeBack = "come back";
    private const string Overloaded = "overloaded";
    private const string Malformed = "malformed";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_not_taken_is_counted_and_retried_only_where_the_server_allows_it(bool grpc)
    {
        var answers = new ConcurrentQueue<string>([Accepted, ComeBack, Accepted, Malformed, PartlyAccepted]);
        await using var server = await StartAsync(grpc, answers);
        var sender = new Sender(new SendOptions
        {
            Endpoint = new Uri(server.Urls.Single()),
            Protocol = grpc ? ExportProtocol.Grpc : ExportProtocol.Http,
            Connections = 1,
        });

        var report = await sender.SendAsync(Requests(4, spansEach: 10), CancellationToken.None);

        Assert.Equal((4L, 1L), (report.Requests, report.Retries));
        Assert.Equal((1L, 10L), (report.RefusedRequests, report.RefusedSpans));
        Assert.Equal((1L, 3L), (report.PartialSuccesses, report.RejectedSpans));
        Assert.Equal(27, report.AcceptedSpans);
        Assert.Empty(answers);
    }

    [Fact]
    public async Task Exhausted_resources_without_a_time_to_come_back_are_a_refusal()
    {
        await using var server = await StartAsync(grpc: true, new([Overloaded]));
        var sender = new Sender(new SendOptions { Endpoint = new Uri(server.Urls.Single()), Connections = 1 });

        var report = await sender.SendAsync(Requests(1, spansEach: 10), CancellationToken.None);

        Assert.Equal((0L, 10L), (report.Retries, report.RefusedSpans));
        Assert.Contains("grpc-status 8", report.LastMessage, StringComparison.Ordinal);
    }

    private static System.Threading.Channels.ChannelReader<ExportRequest> Requests(int count, int spansEach) =>
        RequestSource.MakeBeforehand(Enumerable.Repeat(ExportRequest.Of([0x0A, 0x00], spansEach), count), gzip: false);

    private static async Task<WebApplication> StartAsync(bool grpc, ConcurrentQueue<string> answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var application = builder.Build();
        application.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            answers.TryDequeue(out var answer);
            await (grpc ? AnswerGrpcAsync(context.Response, answer) : AnswerHttpAsync(context.Response, answer));
        });
        await application.StartAsync();
        return application;
    }

    private static async Task AnswerGrpcAsync(HttpResponse response, string? answer)
    {
        response.ContentType = "application/grpc";
        if (answer is Accepted or PartlyAccepted)
            await response.Body.WriteAsync(ExportRequest.Of(Body(answer), 0).Framed);
        var code = answer switch { ComeBack or Overloaded => "8", Malformed => "3", _ => "0" };
        response.AppendTrailer("grpc-status", code);
        if (answer == ComeBack)
            response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(RetryStatus()).TrimEnd('='));
    }

    private static async Task AnswerHttpAsync(HttpResponse response, string? answer)
    {
        response.ContentType = "application/x-protobuf";
        response.StatusCode = answer switch { ComeBack => 429, Malformed => 400, _ => 200 };
        if (answer == ComeBack)
            response.Headers.RetryAfter = "0";
        await response.Body.WriteAsync(Body(answer));
    }

    /// <summary>Empty, or a partial success that rejects three spans.</summary>
    private static byte[] Body(string? answer) => answer == PartlyAccepted ? [0x0A, 0x02, 0x08, 0x03] : [];

    /// <summary>A google.rpc.Status with a RetryInfo of one millisecond.</summary>
    private static byte[] RetryStatus()
    {
        using var writer = new ProtoWriter();
        writer.WriteVarint(1, 8);
        writer.WriteString(2, "slow down");
        var any = writer.BeginMessage(3);
        writer.WriteString(1, "type.googleapis.com/google.rpc.RetryInfo");
        var info = writer.BeginMessage(2);
        var delay = writer.BeginMessage(1);
        writer.WriteVarint(2, 1_000_000);
        writer.EndMessage(delay);
        writer.EndMessage(info);
        writer.EndMessage(any);
        return writer.Written.ToArray();
    }
}
