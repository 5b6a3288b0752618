using System.CommandLine;
using System.Globalization;
using Vivace.LoadTest.Sinking;

namespace Vivace.LoadTest.Commands;

/// <summary><c>sink</c>: a receiver that forgets, to find the sender's own ceiling.</summary>
internal static class SinkCommand
{
    public static Command Create()
    {
        var grpcPort = new Option<int>("--grpc-port") { Description = "OTLP/gRPC.", DefaultValueFactory = _ => 4317 };
        var httpPort = new Option<int>("--http-port") { Description = "OTLP/HTTP.", DefaultValueFactory = _ => 4318 };
        var command = new Command("sink", "Accept everything and forget it, until interrupted: shows what the sender can reach.");
        command.Options.Add(grpcPort);
        command.Options.Add(httpPort);
        command.SetAction((arguments, token) => RunAsync(arguments.GetValue(grpcPort), arguments.GetValue(httpPort), token));
        return command;
    }

    private static async Task<int> RunAsync(int grpcPort, int httpPort, CancellationToken cancellationToken)
    {
        await using var sink = await SinkServer.StartAsync(grpcPort, httpPort, cancellationToken);
        await Console.Out.WriteLineAsync($"forgetting what comes to 127.0.0.1:{grpcPort} (gRPC) and 127.0.0.1:{httpPort} (HTTP)");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{sink.Requests:N0} requests, {sink.Bytes:N0} bytes, own CPU {Environment.CpuUsage.TotalTime.TotalSeconds:N2} s"));
        }

        return 0;
    }
}
