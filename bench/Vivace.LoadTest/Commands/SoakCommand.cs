using System.CommandLine;
using Vivace.LoadTest.Running;
using Vivace.LoadTest.Sending;
using Vivace.LoadTest.Soak;

namespace Vivace.LoadTest.Commands;

/// <summary><c>soak</c>: a steady load for minutes, with clients that ask meanwhile.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        var server = new Option<string?>("--server") { Description = "vivace.dll or a published executable; built from this repository if not given." };
        var rate = new Option<double>("--rate") { Description = "Spans per second.", DefaultValueFactory = _ => 100_000 };
        var minutes = new Option<double>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 10 };
        var clients = new Option<int>("--clients") { Description = "Clients that ask for traces by id and search meanwhile." };
        var pause = new Option<int>("--pause") { Description = "Milliseconds that each client waits between its calls.", DefaultValueFactory = _ => 100 };
        var command = new Command("soak", "Load a fresh server steadily, and print each minute what it has used.");
        command.Options.Add(server);
        command.Options.Add(rate);
        command.Options.Add(minutes);
        command.Options.Add(clients);
        command.Options.Add(pause);
        command.SetAction(async (arguments, token) =>
        {
            var path = await ServerLocation.FindAsync(arguments.GetValue(server), token);
            Console.WriteLine(await MachineDescription.ReadAsync(ServerLocation.FindRepository(), token));
            Console.WriteLine();
            var send = new SendOptions { Endpoint = new Uri("http://127.0.0.1"), SpansPerSecond = arguments.GetValue(rate) };
            await new SoakRunner(path, TimeSpan.FromMilliseconds(arguments.GetValue(pause)), Console.Out).RunAsync(
                send, TimeSpan.FromMinutes(arguments.GetValue(minutes)), arguments.GetValue(clients), token);
            return 0;
        });
        return command;
    }
}
