using System.CommandLine;
using Vivace.LoadTest.Running;
using Vivace.LoadTest.Stress;

namespace Vivace.LoadTest.Commands;

/// <summary><c>stress</c>: loads that real senders rarely make.</summary>
internal static class StressCommand
{
    public static Command Create()
    {
        var server = new Option<string?>("--server") { Description = "vivace.dll or a published executable; built from this repository if not given." };
        var spans = new Option<int>("--spans") { Description = "Spans of each load.", DefaultValueFactory = _ => 1_000_000 };
        var only = new Option<string[]>("--only") { Description = "Names of loads; all if not given.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("stress", "Send odd loads, each to a fresh server, and print what they took and whether the answers are right.");
        command.Options.Add(server);
        command.Options.Add(spans);
        command.Options.Add(only);
        command.SetAction(async (arguments, token) =>
        {
            var path = await ServerLocation.FindAsync(arguments.GetValue(server), token);
            var now = (ulong)(TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
            var shapes = StressShapes.All(arguments.GetValue(spans), now);
            var wanted = arguments.GetValue(only) is { Length: > 0 } names ? names : [.. shapes.Select(static shape => shape.Name)];
            if (wanted.FirstOrDefault(name => shapes.All(shape => shape.Name != name)) is { } unknown)
                throw new InvalidOperationException($"no load is named {unknown}; there are: {string.Join(", ", shapes.Select(static shape => shape.Name))}");

            Console.WriteLine(await MachineDescription.ReadAsync(ServerLocation.FindRepository(), token));
            Console.WriteLine();
            StressMeasurements.WriteHead(Console.Out);
            var areRight = true;
            foreach (var shape in shapes.Where(shape => wanted.Contains(shape.Name)))
            {
                var measured = await new StressRunner(path).RunAsync(shape, token);
                measured.Write(Console.Out);
                areRight &= measured.IsRight;
            }

            return areRight ? 0 : 1;
        });
        return command;
    }
}
