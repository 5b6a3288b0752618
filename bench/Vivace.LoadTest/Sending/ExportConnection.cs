namespace Vivace.LoadTest.Sending;

/// <summary>How the clients connect: each has a handler, and so a connection, of its own.</summary>
internal static class ExportConnection
{
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        EnableMultipleHttp2Connections = false,
        MaxConnectionsPerServer = 1,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
    };
}
