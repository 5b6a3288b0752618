using Microsoft.AspNetCore.Server.Kestrel.Core;
using Vivace.Server.Configuration;

namespace Vivace.Server.Hosting;

/// <summary>One port with its protocol, its TLS and the pipeline of its requests. A feature of every connection it accepts.</summary>
internal sealed class Listener
{
    private readonly List<ListenOptions> _bindings = [];

    /// <summary>Name for people: <c>OTLP/gRPC</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The configuration key to change when the port is taken.</summary>
    public required string Key { get; init; }

    /// <summary>What it is for.</summary>
    public required ListenerRole Role { get; init; }

    /// <summary>Where it listens, as configured.</summary>
    public required ListenEndpoint Endpoint { get; init; }

    /// <summary>Its TLS; null for none.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Largest request body in bytes that Kestrel lets through; null when the pipeline checks by itself.</summary>
    public long? MaxRequestBytes { get; init; }

    /// <summary>True when the server works without it as well: a port that another program has is then only warned about.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Handles its requests.</summary>
    public required RequestDelegate Handler { get; init; }

    /// <summary>The addresses it listens on, known after the start.</summary>
    public IEnumerable<System.Net.EndPoint> BoundTo => _bindings.Select(static binding => binding.EndPoint);

    /// <summary>Keeps a socket's options, whose end point tells the real port after the start.</summary>
    public void AddBinding(ListenOptions binding) => _bindings.Add(binding);
}
