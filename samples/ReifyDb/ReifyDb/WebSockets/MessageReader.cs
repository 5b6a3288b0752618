using System.Net.WebSockets;

namespace ReifyDb.WebSockets;

/// <summary>Puts the frames of a message together, up to a limit.</summary>
internal sealed class MessageReader
{
    private readonly WebSocket _socket;
    private readonly int _mostBytes;
    private byte[] _buffer = new byte[4096];

    public MessageReader(WebSocket socket, int mostBytes)
    {
        _socket = socket;
        _mostBytes = mostBytes;
    }

    /// <summary>The next message; valid until the next call.</summary>
    /// <returns>Its bytes; or why there is none.</returns>
    public async Task<(ReadOnlyMemory<byte> Message, WebSocketCloseStatus? End, string? Reason)> ReadAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var frame = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (frame.MessageType == WebSocketMessageType.Close)
                return (default, WebSocketCloseStatus.NormalClosure, "the client closed");
            if (frame.MessageType == WebSocketMessageType.Binary)
                return (default, WebSocketCloseStatus.InvalidMessageType, "messages are JSON in text frames");

            length += frame.Count;
            if (length > _mostBytes)
                return (default, WebSocketCloseStatus.MessageTooBig, "the message is larger than WithMaxMessageBytes allows");
            if (frame.EndOfMessage)
                return (_buffer.AsMemory(0, length), null, null);
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, _mostBytes + 1));
        }
    }
}
