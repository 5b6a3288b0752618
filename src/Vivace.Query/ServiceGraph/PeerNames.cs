using System.Text;
using Vivace.Query.Naming;

namespace Vivace.Query.ServiceGraph;

/// <summary>What spans say of the other side, by the rules of service graphs: databases, peers that send no spans, queues.</summary>
internal sealed class PeerNames(NameTable names, SpanAttributes attributes)
{
    private readonly Dictionary<(int Address, int Port), int> _endpoints = [];

    /// <summary>What makes a client span a call to a database; 0 when it is none.</summary>
    public int DatabaseOf(int index)
    {
        for (var attribute = 0; attribute < PeerAttribute.DatabaseCount; attribute++)
        {
            if (attributes[attribute, index] is not 0 and var name)
                return name;
        }

        return 0;
    }

    /// <summary>Name of the database that a client span calls.</summary>
    /// <param name="index">The span.</param>
    /// <param name="database">What makes it a call to a database.</param>
    public int DatabaseServerOf(int index, int database)
    {
        if (attributes[PeerAttribute.PeerService, index] is not 0 and var service)
            return service;
        if (attributes[PeerAttribute.ServerAddress, index] is not 0 and var server)
            return server;
        if (attributes[PeerAttribute.NetworkPeerAddress, index] is not 0 and var address)
            return EndpointOf(address, attributes[PeerAttribute.NetworkPeerPort, index]);
        return database;
    }

    /// <summary>Kind of database; 0 when not known.</summary>
    public int DatabaseSystemOf(int index) =>
        attributes[PeerAttribute.DbSystem, index] is not 0 and var system ? system : attributes[PeerAttribute.DbSystemName, index];

    /// <summary>A peer that sends no spans; 0 when the span names none.</summary>
    public int PeerOf(int index)
    {
        if (attributes[PeerAttribute.PeerService, index] is not 0 and var service)
            return service;
        if (attributes[PeerAttribute.DbName, index] is not 0 and var database)
            return database;
        return DatabaseSystemOf(index);
    }

    /// <summary>Queue or topic; 0 when the span names none.</summary>
    public int QueueOf(int index) => attributes[PeerAttribute.MessagingDestination, index] is not 0 and var destination
        ? destination
        : attributes[PeerAttribute.MessagingSystem, index];

    /// <summary>Kind of queue; 0 when not known.</summary>
    public int QueueSystemOf(int index) => attributes[PeerAttribute.MessagingSystem, index];

    /// <summary>Where a span says that it went, for whoever looks for a missing edge; 0 when it does not say.</summary>
    public int HintOf(int index)
    {
        if (PeerOf(index) is not 0 and var peer)
            return peer;
        if (attributes[PeerAttribute.ServerAddress, index] is not 0 and var server)
            return server;
        return attributes[PeerAttribute.NetPeerName, index] is not 0 and var host
            ? host
            : attributes[PeerAttribute.NetworkPeerAddress, index];
    }

    private int EndpointOf(int address, int port)
    {
        if (port == 0)
            return address;
        if (!_endpoints.TryGetValue((address, port), out var name))
            _endpoints.Add((address, port), name = names.Of(Encoding.UTF8.GetBytes($"{names[address]}:{names[port]}")));
        return name;
    }
}
