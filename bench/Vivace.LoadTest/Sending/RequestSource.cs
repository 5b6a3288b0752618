using System.Threading.Channels;
using Vivace.LoadTest.Corpus;

namespace Vivace.LoadTest.Sending;

/// <summary>Where a sender's requests come from: made beforehand, or while it sends.</summary>
internal static class RequestSource
{
    /// <summary>Requests wait in memory up to this many spans (about 1.6 GB); a larger corpus is made while it is sent.</summary>
    public const long MostSpansMadeBeforehand = 4_000_000;

    private const int RequestsAhead = 8;

    /// <summary>Makes everything now, so that making it does not take CPU from the server that is measured.</summary>
    public static ChannelReader<ExportRequest> MakeBeforehand(IEnumerable<ExportRequest> requests, bool gzip)
    {
        var channel = Channel.CreateUnbounded<ExportRequest>();
        foreach (var request in requests)
            channel.Writer.TryWrite(gzip ? RequestCompression.Gzip(request) : request);
        channel.Writer.Complete();
        return channel.Reader;
    }

    /// <summary>Makes requests while they are sent, a few ahead. The caller awaits the task after sending.</summary>
    public static (ChannelReader<ExportRequest> Requests, Task Making) MakeMeanwhile(
        IEnumerable<ExportRequest> requests, bool gzip, CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<ExportRequest>(RequestsAhead);
        return (channel.Reader, Task.Run(MakeAsync, CancellationToken.None));

        async Task MakeAsync()
        {
            try
            {
                foreach (var request in requests)
                    await channel.Writer.WriteAsync(gzip ? RequestCompression.Gzip(request) : request, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The sender stops on the same token.
            }
            finally
            {
                channel.Writer.Complete();
            }
        }
    }

    /// <summary>Small corpora without end, each of other traces that end now: for loads that last.</summary>
    public static IEnumerable<ExportRequest> Endless(
        CorpusOptions options, double? spansPerSecond, TimeProvider time, TimeSpan duration)
    {
        const int SpansPerRound = 20_000;
        var started = time.GetTimestamp();
        for (var round = 0UL; time.GetElapsedTime(started) < duration; round++)
        {
            var corpus = options with
            {
                Spans = SpansPerRound,
                Seed = options.Seed + round,
                End = time.GetUtcNow(),
                Length = TimeSpan.FromSeconds(2.2 + SpansPerRound / (spansPerSecond ?? 200_000)),
            };
            foreach (var request in new CorpusGenerator(corpus).Requests())
            {
                if (time.GetElapsedTime(started) >= duration)
                    yield break;
                yield return request;
            }
        }
    }
}
