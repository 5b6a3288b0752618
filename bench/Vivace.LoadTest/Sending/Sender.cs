using System.Diagnostics;
using System.Threading.Channels;
using Vivace.LoadTest.Corpus;

namespace Vivace.LoadTest.Sending;

/// <summary>Sends requests over several connections, in order as far as several connections have one, and counts what
/// the server says.</summary>
internal sealed class Sender(SendOptions options)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);

    private readonly Latencies _latencies = new();
    private long _scheduledSpans;
    private long _acceptedSpans;
    private long _rejectedSpans;
    private long _refusedSpans;
    private long _requests;
    private long _refusedRequests;
    private long _partialSuccesses;
    private long _retries;
    private long _bytes;
    private string _lastMessage = "";

    /// <summary>Sends everything the channel gives, until it is complete or the token is cancelled.</summary>
    public async Task<SendReport> SendAsync(ChannelReader<ExportRequest> requests, CancellationToken cancellationToken)
    {
        var cpuBefore = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var clients = Enumerable.Range(0, options.Connections).Select(_ => options.CreateClient()).ToArray();
        try
        {
            await Task.WhenAll(
                from client in clients
                from _ in Enumerable.Range(0, options.InFlight)
                select Task.Run(() => SendLoopAsync(client, requests, started, cancellationToken), CancellationToken.None));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped by hand: what was sent until now is still worth a report.
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
        }

        return new SendReport
        {
            AcceptedSpans = _acceptedSpans,
            RejectedSpans = _rejectedSpans,
            RefusedSpans = _refusedSpans,
            Requests = _requests,
            RefusedRequests = _refusedRequests,
            PartialSuccesses = _partialSuccesses,
            Retries = _retries,
            Bytes = _bytes,
            Elapsed = Stopwatch.GetElapsedTime(started),
            OwnCpu = Environment.CpuUsage.TotalTime - cpuBefore,
            LatencyP50 = _latencies.Percentile(0.5),
            LatencyP99 = _latencies.Percentile(0.99),
            LastMessage = _lastMessage,
        };
    }

    private async Task SendLoopAsync(
        IExportClient client, ChannelReader<ExportRequest> requests, long started, CancellationToken cancellationToken)
    {
        while (await requests.WaitToReadAsync(cancellationToken))
        {
            while (requests.TryRead(out var request))
            {
                await WaitForTurnAsync(request.SpanCount, started, cancellationToken);
                await SendOneAsync(client, request, cancellationToken);
            }
        }
    }

    private async Task SendOneAsync(IExportClient client, ExportRequest request, CancellationToken cancellationToken)
    {
        var backoff = FirstBackoff;
        for (var attempt = 0; ; attempt++)
        {
            var sent = Stopwatch.GetTimestamp();
            var answer = await client.ExportAsync(request, cancellationToken);
            _latencies.Add(Stopwatch.GetElapsedTime(sent));
            if (answer.Message.Length > 0)
                Volatile.Write(ref _lastMessage, answer.Message);
            if (answer.Outcome != ExportOutcome.Retryable || attempt == options.MaxRetries)
            {
                Count(request, answer);
                return;
            }

            Interlocked.Increment(ref _retries);
            await Task.Delay(answer.RetryAfter ?? backoff, TimeProvider.System, cancellationToken);
            backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
        }
    }

    private void Count(ExportRequest request, ExportAnswer answer)
    {
        Interlocked.Increment(ref _requests);
        if (answer.Outcome != ExportOutcome.Accepted)
        {
            Interlocked.Increment(ref _refusedRequests);
            Interlocked.Add(ref _refusedSpans, request.SpanCount);
            return;
        }

        Interlocked.Add(ref _bytes, request.Message.Length);
        Interlocked.Add(ref _acceptedSpans, request.SpanCount - answer.RejectedSpans);
        if (answer.RejectedSpans > 0)
        {
            Interlocked.Increment(ref _partialSuccesses);
            Interlocked.Add(ref _rejectedSpans, answer.RejectedSpans);
        }
    }

    /// <summary>At a given rate, a request's turn comes when the spans before it have had their time: a slow answer is
    /// caught up with, the schedule does not slip.</summary>
    private async ValueTask WaitForTurnAsync(int spans, long started, CancellationToken cancellationToken)
    {
        if (options.SpansPerSecond is not { } rate)
            return;
        var before = Interlocked.Add(ref _scheduledSpans, spans) - spans;
        var wait = TimeSpan.FromSeconds(before / rate) - Stopwatch.GetElapsedTime(started);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, TimeProvider.System, cancellationToken);
    }
}
