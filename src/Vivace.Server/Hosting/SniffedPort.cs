using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Vivace.Server.Hosting;

/// <summary>A port without TLS that speaks HTTP/1.1 and HTTP/2 alike: the first bytes of a connection tell which, because
/// HTTP/2 by prior knowledge begins with a fixed preface (RFC 9113, 3.4). Kestrel alone takes such a port for HTTP/1.1.</summary>
/// <param name="address">Where to listen.</param>
/// <param name="patience">How long a connection may take to show its first bytes; then it is closed.</param>
/// <param name="time">Runs the patience.</param>
internal sealed class SniffedPort(IPEndPoint address, TimeSpan patience, TimeProvider time)
{
    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    private readonly Channel<ConnectionContext> _http1 = Channel.CreateUnbounded<ConnectionContext>();
    private readonly Channel<ConnectionContext> _http2 = Channel.CreateUnbounded<ConnectionContext>();
    private readonly ConcurrentDictionary<ConnectionContext, Task> _undecided = new();
    private readonly Lock _gate = new(); // guards _opening
    private Task<IConnectionListener>? _opening;
    private IConnectionListener? _inner;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Opens the port at the first call, and hands out the connections of one protocol.</summary>
    public async ValueTask<IConnectionListener> ListenAsync(
        IConnectionListenerFactory sockets, bool isHttp2, CancellationToken cancellationToken)
    {
        Task<IConnectionListener> opening;
        lock (_gate)
            opening = _opening ??= OpenAsync(sockets, cancellationToken);
        var inner = await opening;
        return new ProtocolListener(this, (isHttp2 ? _http2 : _http1).Reader, inner.EndPoint);
    }

    private async Task<IConnectionListener> OpenAsync(IConnectionListenerFactory sockets, CancellationToken cancellationToken)
    {
        _inner = await sockets.BindAsync(address, cancellationToken);
        _accepting = AcceptAsync(_inner);
        return _inner;
    }

    public override string ToString() => address.ToString();

    private async Task AcceptAsync(IConnectionListener inner)
    {
        try
        {
            // CancellationToken.None: unbinding ends the loop with null.
            while (await inner.AcceptAsync(CancellationToken.None) is { } connection)
            {
                var sniffing = SniffAsync(connection);
                if (sniffing.IsCompleted)
                    continue;
                _undecided[connection] = sniffing;
                if (sniffing.IsCompleted)
                    _undecided.TryRemove(connection, out _);
            }
        }
        finally
        {
            _http1.Writer.TryComplete();
            _http2.Writer.TryComplete();
        }
    }

    private async Task SniffAsync(ConnectionContext connection)
    {
        using var impatience = new CancellationTokenSource(patience, time);
        try
        {
            var isHttp2 = await IsHttp2Async(connection, impatience.Token);
            if (isHttp2 is { } decided && (decided ? _http2 : _http1).Writer.TryWrite(connection))
                return;
            await connection.DisposeAsync();
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException)
        {
            connection.Abort(new ConnectionAbortedException("closed before the first bytes of a request had come"));
            await connection.DisposeAsync();
        }
        finally
        {
            _undecided.TryRemove(connection, out _);
        }
    }

    /// <summary>Looks at the first bytes without taking them; null when the connection ended before it said anything.</summary>
    private static async ValueTask<bool?> IsHttp2Async(ConnectionContext connection, CancellationToken cancellationToken)
    {
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var length = (int)Math.Min(read.Buffer.Length, Preface.Length);
            var isPreface = StartsAsPreface(read.Buffer, length);
            if (isPreface && length < Preface.Length && !read.IsCompleted)
            {
                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            input.AdvanceTo(read.Buffer.Start);
            return length == 0 ? null : isPreface;
        }
    }

    private static bool StartsAsPreface(in ReadOnlySequence<byte> buffer, int length)
    {
        Span<byte> first = stackalloc byte[24];
        buffer.Slice(0, length).CopyTo(first);
        return first[..length].SequenceEqual(Preface.AsSpan(0, length));
    }

    private async ValueTask UnbindAsync(CancellationToken cancellationToken)
    {
        if (_inner is not null)
            await _inner.UnbindAsync(cancellationToken);
        foreach (var connection in _undecided.Keys)
            connection.Abort();
        await _accepting;
    }

    private async ValueTask DisposeAsync()
    {
        if (_inner is not null)
            await _inner.DisposeAsync();
    }

    private sealed class ProtocolListener(SniffedPort port, ChannelReader<ConnectionContext> connections, EndPoint bound)
        : IConnectionListener
    {
        public EndPoint EndPoint { get; } = bound;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await connections.WaitToReadAsync(cancellationToken))
                if (connections.TryRead(out var connection))
                    return connection;
            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => port.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => port.DisposeAsync();
    }
}
