using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Vivace.LoadTest.Corpus;

namespace Vivace.LoadTest.Commands;

/// <summary><c>corpus</c>: makes a corpus without sending it and says what is in it.</summary>
internal static class CorpusCommand
{
    public static Command Create()
    {
        var corpus = new CorpusArguments();
        var command = new Command("corpus", "Make the corpus, send nothing, and print what is in it.");
        corpus.AddTo(command);
        command.SetAction(arguments => Run(corpus.Read(arguments)));
        return command;
    }

    private static int Run(CorpusOptions options)
    {
        var generator = new CorpusGenerator(options);
        var started = Stopwatch.GetTimestamp();
        var requests = 0;
        var bytes = 0L;
        var checksum = uint.MaxValue;
        foreach (var request in generator.Requests())
        {
            requests++;
            bytes += request.Message.Length;
            checksum = Crc32C(checksum, request.Message.Span);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        var facts = generator.Facts;
        Print("spans", facts.Spans);
        Print("traces", facts.TraceIds.Count);
        Print("requests", requests);
        Print("bytes of OTLP per span", (double)bytes / facts.Spans);
        Print("attributes per span", (double)facts.Attributes / facts.Spans);
        Print("spans with status error", facts.ErrorSpans);
        Print("spans of kind server", facts.ServerSpans);
        Print("distinct users", facts.DistinctUsers);
        Print("traces of user-777", facts.TracesOfUser777);
        Print("traces with a statement on id = 4242.*", facts.TracesWithStatement4242);
        Print("traces whose errors take > 200 ms on average", facts.TracesWithSlowErrors);
        Print("checksum (CRC32C of all messages)", checksum ^ uint.MaxValue);
        Print("microseconds to make a span", elapsed.TotalMicroseconds / facts.Spans);
        return 0;
    }

    private static uint Crc32C(uint checksum, ReadOnlySpan<byte> message)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(message))
            checksum = BitOperations.Crc32C(checksum, word);
        foreach (var b in message[(message.Length & ~7)..])
            checksum = BitOperations.Crc32C(checksum, b);
        return checksum;
    }

    private static void Print(string what, double value) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-48}{(value == Math.Floor(value) ? $"{value:N0}" : $"{value:N2}"),16}"));
}
