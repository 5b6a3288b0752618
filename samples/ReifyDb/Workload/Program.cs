using System.CommandLine;
using ReifyDb.Workload;

var http = new Option<Uri>("--http") { Description = "The server's HTTP port.", DefaultValueFactory = _ => new Uri("http://localhost:8090"), CustomParser = Check.Address };
var ws = new Option<Uri>("--ws") { Description = "The server's WebSocket port, for subscriptions.", DefaultValueFactory = _ => new Uri("ws://localhost:8091"), CustomParser = Check.Address };
var noWs = new Option<bool>("--no-ws") { Description = "Subscribe to nothing." };
var token = new Option<string>("--token")
{
    Description = "The server's token; REIFYDB_TOKEN, or the development token.",
    DefaultValueFactory = _ => Environment.GetEnvironmentVariable("REIFYDB_TOKEN") is { Length: > 0 } value ? value : "reifydb-development",
};
var rate = new Option<double>("--rate") { Description = "Statements a second.", DefaultValueFactory = _ => 20 };
var clients = new Option<int>("--clients") { Description = "Connections that send.", DefaultValueFactory = _ => 4 };
var duration = new Option<double?>("--duration") { Description = "Seconds; until Ctrl+C where it is not given." };
var slow = new Option<double>("--slow") { Description = "Share of slow statements, 0 to 1.", DefaultValueFactory = _ => 0.02 };
var wrong = new Option<double>("--wrong") { Description = "Share of wrong statements, 0 to 1.", DefaultValueFactory = _ => 0.05 };
var seed = new Option<int>("--seed") { Description = "Same seed, same statements.", DefaultValueFactory = _ => 1 };
var wait = new Option<double>("--wait") { Description = "Seconds to wait for a server that is not there yet.", DefaultValueFactory = _ => 30 };
var withServer = new Option<bool>("--with-server") { Description = "Also start a server, which ends with the workload." };
rate.Validators.Add(result => Check.Range(result, rate, 0.01, 100_000));
clients.Validators.Add(result => Check.Range(result, clients, 1, 1000));
slow.Validators.Add(result => Check.Range(result, slow, 0, 1));
wrong.Validators.Add(result => Check.Range(result, wrong, 0, 1));

var root = new RootCommand("Drives a ReifyDb server with a shop's statements, some of them slow and some wrong, and subscribes to its views.")
{
    http, ws, noWs, token, rate, clients, duration, slow, wrong, seed, wait, withServer,
};
root.SetAction((arguments, cancellationToken) => WorkloadProgram.RunAsync(
    new WorkloadOptions
    {
        Http = arguments.GetRequiredValue(http),
        Ws = arguments.GetValue(noWs) ? null : arguments.GetRequiredValue(ws),
        Token = arguments.GetRequiredValue(token),
        Rate = arguments.GetValue(rate),
        Clients = arguments.GetValue(clients),
        Duration = arguments.GetValue(duration) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        SlowShare = arguments.GetValue(slow),
        ErrorShare = arguments.GetValue(wrong),
        Seed = arguments.GetValue(seed),
        Patience = TimeSpan.FromSeconds(arguments.GetValue(wait)),
    },
    arguments.GetValue(withServer),
    cancellationToken));

// After a signal, what is under way ends, a server of ours stops and the last spans are sent. The 2 s that are usual would cut that off.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = WorkloadProgram.StopTimeout });
