using System.CommandLine;
using System.Text.Json;
using Vivace.LoadTest.Corpus;
using Vivace.LoadTest.Running;
using Vivace.LoadTest.Sending;

namespace Vivace.LoadTest.Commands;

/// <summary><c>run</c>: the whole comparison on this machine.</summary>
internal static class RunCommand
{
    private static readonly JsonSerializerOptions JsonFormat = new() { WriteIndented = true };

    public static Command Create()
    {
        var corpus = new CorpusArguments();
        var send = new SendArguments();
        var server = new Option<string?>("--server") { Description = "vivace.dll or a published executable; built from this repository if not given." };
        var keep = new Option<bool>("--keep") { Description = "Keep the data folder and print its path." };
        var queriesOnly = new Option<string?>("--queries-only") { Description = "Send nothing; ask a server on this folder, which an earlier run kept." };
        var calls = new Option<int>("--calls") { Description = "Calls of each query, in at most 20 s.", DefaultValueFactory = _ => 200 };
        var json = new Option<string?>("--json") { Description = "Also write everything measured to this file." };
        var command = new Command("run", "Start a fresh server, load it, wait for finished blocks, query it, and print the numbers.");
        corpus.AddTo(command);
        send.AddTo(command);
        command.Options.Add(server);
        command.Options.Add(keep);
        command.Options.Add(queriesOnly);
        command.Options.Add(calls);
        command.Options.Add(json);
        command.SetAction(async (arguments, token) =>
        {
            var path = await ServerLocation.FindAsync(arguments.GetValue(server), token);
            var runner = new Runner(path, arguments.GetValue(calls), Console.Error);
            var run = arguments.GetValue(queriesOnly) is { } kept
                ? await runner.AskOnlyAsync(RunFolder.Open(kept), token)
                : await LoadAsync(runner, corpus.Read(arguments), send.Read(arguments), arguments.GetValue(keep), token);
            RunReport.Write(Console.Out, run);
            if (arguments.GetValue(json) is { } file)
                await File.WriteAllTextAsync(file, JsonSerializer.Serialize(run, JsonFormat), token);
            return run.IsRight ? 0 : 1;
        });
        return command;
    }

    private static async Task<RunMeasurements> LoadAsync(
        Runner runner, CorpusOptions corpus, SendOptions send, bool keep, CancellationToken cancellationToken)
    {
        if (corpus.Spans > RequestSource.MostSpansMadeBeforehand)
            throw new InvalidOperationException($"run holds the corpus in memory; at most {RequestSource.MostSpansMadeBeforehand:N0} spans");
        var folder = RunFolder.Create();
        try
        {
            return await runner.LoadAndAskAsync(folder, corpus, send, cancellationToken);
        }
        finally
        {
            if (keep)
                await Console.Error.WriteLineAsync($"kept: {folder.Location} (ask again with run --queries-only {folder.Location})");
            else
                folder.Delete();
        }
    }
}
