using System.CommandLine;
using Vivace.LoadTest.Sending;

namespace Vivace.LoadTest.Commands;

/// <summary>The options by which commands say where and how to send.</summary>
internal sealed class SendArguments
{
    private readonly Option<Uri?> _endpoint = new("--endpoint")
    {
        Description = "The receiver; http://127.0.0.1:4317 for grpc and http://127.0.0.1:4318 for http if not given.",
        CustomParser = result => new Uri(result.Tokens[0].Value, UriKind.Absolute),
    };

    private readonly Option<ExportProtocol> _protocol = new("--protocol") { Description = "grpc or http (protobuf)." };

    private readonly Option<int> _connections = new("--connections")
    {
        Description = "Connections in parallel.",
        DefaultValueFactory = _ => 4,
    };

    private readonly Option<int> _inFlight = new("--in-flight")
    {
        Description = "Requests that wait for an answer at once on each connection.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<double?> _rate = new("--rate") { Description = "Spans per second over all connections; full speed if not given." };

    private readonly Option<bool> _gzip = new("--gzip") { Description = "Compress the requests (before sending starts)." };

    private readonly Option<string?> _tenant = new("--tenant") { Description = "Sent as X-Scope-OrgID." };

    public void AddTo(Command command)
    {
        command.Options.Add(_endpoint);
        command.Options.Add(_protocol);
        command.Options.Add(_connections);
        command.Options.Add(_inFlight);
        command.Options.Add(_rate);
        command.Options.Add(_gzip);
        command.Options.Add(_tenant);
    }

    public SendOptions Read(ParseResult arguments)
    {
        var protocol = arguments.GetValue(_protocol);
        return new SendOptions
        {
            Endpoint = arguments.GetValue(_endpoint)
                ?? new Uri(protocol == ExportProtocol.Grpc ? "http://127.0.0.1:4317" : "http://127.0.0.1:4318"),
            Protocol = protocol,
            Connections = arguments.GetValue(_connections),
            InFlight = arguments.GetValue(_inFlight),
            SpansPerSecond = arguments.GetValue(_rate),
            Gzip = arguments.GetValue(_gzip),
            Tenant = arguments.GetValue(_tenant),
        };
    }
}
