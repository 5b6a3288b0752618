namespace Vivace.Query.ServiceGraph;

/// <summary>An attribute that tells what a span talks to.</summary>
/// <param name="Key">Its key.</param>
/// <param name="OfResource">True for one of the resource.</param>
internal readonly record struct PeerAttribute(string Key, bool OfResource = false)
{
    /// <summary>All that are looked at. The first eight make a client span a call to a database, in this order.</summary>
    public static IReadOnlyList<PeerAttribute> All { get; } =
    [
        new("db.namespace", OfResource: true),
        new("db.namespace"),
        new("db.name", OfResource: true),
        new("db.name"),
        new("db.system", OfResource: true),
        new("db.system"),
        new("db.system.name", OfResource: true),
        new("db.system.name"),
        new("peer.service"),
        new("server.address"),
        new("network.peer.address"),
        new("network.peer.port"),
        new("messaging.destination.name"),
        new("messaging.system"),
        new("net.peer.name"),
    ];

    /// <summary>How many of <see cref="All"/> are of databases.</summary>
    public const int DatabaseCount = 8;

    public const int DbName = 3;
    public const int DbSystem = 5;
    public const int DbSystemName = 7;
    public const int PeerService = 8;
    public const int ServerAddress = 9;
    public const int NetworkPeerAddress = 10;
    public const int NetworkPeerPort = 11;
    public const int MessagingDestination = 12;
    public const int MessagingSystem = 13;
    public const int NetPeerName = 14;
}
