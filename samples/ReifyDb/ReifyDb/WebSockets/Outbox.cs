using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using ReifyDb.Protocol;
using ReifyDb.Tracing;

namespace ReifyDb.WebSockets;

/// <summary>The messages that go out on a connection. One task sends, so that they do not mix.</summary>
internal sealed class Outbox
{
    private const int MostWaitingMessages = 64;
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);

    private readonly WebSocket _socket;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended;
    private readonly CancellationToken _end;
    private readonly Channel<ReadOnlyMemory<byte>> _messages = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(MostWaitingMessages) { SingleReader = true });

    /// <summary>Makes one for a connection.</summary>
    /// <param name="socket">Where messages go.</param>
    /// <param name="time">The clock of timeouts.</param>
    /// <param name="ended">The connection's end: cancelled here when it cannot be written to.</param>
    public Outbox(WebSocket socket, TimeProvider time, CancellationTokenSource ended)
    {
        _socket = socket;
        _time = time;
        _ended = ended;
        _end = ended.Token;
    }

    /// <summary>Answers a request, as a step of its trace.</summary>
    /// <exception cref="OperationCanceledException">The connection has ended.</exception>
    /// <exception cref="ChannelClosedException">The same.</exception>
    public async Task RespondAsync(string id, string type, Action<Utf8JsonWriter> write)
    {
        using var step = Steps.Start("ws::respond");
        var bytes = await AddAsync(id, type, write);
        step?.SetTag("reifydb.response.bytes", bytes);
    }

    /// <summary>Adds a message; waits while too many do.</summary>
    /// <param name="id">The request that it answers, as the client wrote it; null for a message of the server's own.</param>
    /// <param name="type">Its type.</param>
    /// <param name="write">Writes its other fields.</param>
    /// <returns>Its size in bytes.</returns>
    /// <exception cref="OperationCanceledException">The connection has ended.</exception>
    /// <exception cref="ChannelClosedException">The same.</exception>
    public async Task<int> AddAsync(string? id, string type, Action<Utf8JsonWriter> write)
    {
        var message = Answers.Build(json =>
        {
            if (id is not null)
            {
                json.WritePropertyName("id");
                json.WriteRawValue(id);
            }

            json.WriteString("type", type);
            write(json);
        });
        await _messages.Writer.WriteAsync(message.WrittenMemory, _end);
        return message.WrittenCount;
    }

    /// <summary>Takes no more messages; those that wait are still sent.</summary>
    public void Complete() => _messages.Writer.TryComplete();

    /// <summary>Sends until <see cref="Complete"/> has been called and nothing waits, or the connection is lost.</summary>
    public async Task SendAsync(CancellationToken lost)
    {
        try
        {
            await foreach (var message in _messages.Reader.ReadAllAsync(lost))
            {
                // A client that does not read must not hold its requests' answers in memory for ever.
                using var limit = new CancellationTokenSource(SendTimeout, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, lost);
                await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, either.Token);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            _messages.Writer.TryComplete();
            await _ended.CancelAsync();
            _socket.Abort();
        }
    }
}
