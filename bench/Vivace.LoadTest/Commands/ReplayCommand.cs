using System.CommandLine;
using System.Globalization;
using Vivace.LoadTest.Corpus;
using Vivace.LoadTest.Replaying;
using Vivace.LoadTest.Sending;

namespace Vivace.LoadTest.Commands;

/// <summary><c>replay</c>: what a real application once exported, to any OTLP receiver.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A recording, such as reifydb.otlp.gz." };
        var shift = new Option<bool>("--shift-to-now") { Description = "Move all times so that the last span ends now (the default)." };
        var asRecorded = new Option<bool>("--as-recorded") { Description = "Send the times as they were recorded." };
        var send = new SendArguments();
        var command = new Command("replay", "Send a recording of OTLP requests.");
        command.Arguments.Add(file);
        command.Options.Add(shift);
        command.Options.Add(asRecorded);
        send.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(shift) && result.GetValue(asRecorded))
                result.AddError("--shift-to-now and --as-recorded exclude each other.");
        });
        command.SetAction((arguments, token) => RunAsync(
            arguments.GetRequiredValue(file).FullName, !arguments.GetValue(asRecorded), send.Read(arguments), token));
        return command;
    }

    private static async Task<int> RunAsync(
        string path, bool shiftToNow, SendOptions send, CancellationToken cancellationToken)
    {
        var messages = await Recording.ReadAsync(path, cancellationToken);
        var found = messages.ConvertAll(SpanTimes.Read);
        var last = found.Select(f => f.LastUnixNanoseconds).DefaultIfEmpty().Max();
        if (shiftToNow && last > 0)
        {
            var now = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
            foreach (var message in messages)
                SpanTimes.Shift(message, now - (long)last);
        }

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{messages.Count} requests, {found.Sum(f => (long)f.SpanCount):N0} spans, {messages.Sum(m => (long)m.Length):N0} bytes"));
        var requests = messages.Zip(found, (message, f) => ExportRequest.Of(message, f.SpanCount));
        var report = await new Sender(send).SendAsync(RequestSource.MakeBeforehand(requests, send.Gzip), cancellationToken);
        report.Print(Console.Out);
        return report.RefusedRequests == 0 && report.RejectedSpans == 0 ? 0 : 1;
    }
}
