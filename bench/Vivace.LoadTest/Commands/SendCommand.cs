using System.CommandLine;
using Vivace.LoadTest.Corpus;
using Vivace.LoadTest.Sending;

namespace Vivace.LoadTest.Commands;

/// <summary><c>send</c>: the corpus to any OTLP receiver.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var corpus = new CorpusArguments();
        var send = new SendArguments();
        var duration = new Option<double?>("--duration")
        {
            Description = "Seconds: send ever new traces that end now for this long, instead of one corpus of --spans.",
        };
        var command = new Command("send", "Send the corpus to an OTLP receiver, at full speed or a given rate.");
        corpus.AddTo(command);
        send.AddTo(command);
        command.Options.Add(duration);
        command.SetAction((arguments, token) => RunAsync(
            corpus.Read(arguments),
            send.Read(arguments),
            arguments.GetValue(duration) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            token));
        return command;
    }

    private static async Task<int> RunAsync(
        CorpusOptions corpus, SendOptions send, TimeSpan? duration, CancellationToken cancellationToken)
    {
        SendReport report;
        if (duration is null && corpus.Spans <= RequestSource.MostSpansMadeBeforehand)
        {
            var requests = RequestSource.MakeBeforehand(new CorpusGenerator(corpus).Requests(), send.Gzip);
            report = await new Sender(send).SendAsync(requests, cancellationToken);
        }
        else
        {
            var made = duration is { } limit
                ? RequestSource.Endless(corpus, send.SpansPerSecond, TimeProvider.System, limit)
                : new CorpusGenerator(corpus).Requests();
            var (requests, making) = RequestSource.MakeMeanwhile(made, send.Gzip, cancellationToken);
            report = await new Sender(send).SendAsync(requests, cancellationToken);
            await making;
        }

        report.Print(Console.Out);
        return report.RefusedRequests == 0 && report.RejectedSpans == 0 && report.Requests > 0 ? 0 : 1;
    }
}
