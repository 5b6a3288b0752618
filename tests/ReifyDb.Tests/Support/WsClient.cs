using System.Net.WebSockets;
using System.Text.Json;
using Xunit;

namespace ReifyDb.Tests.Support;

/// <summary>A WebSocket client that sends and receives JSON.</summary>
internal sealed class WsClient : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[1 << 20];

    public ClientWebSocket Socket { get; } = new();

    public static async Task<WsClient> ConnectAsync(TestServer server, string? token = TestServer.Token)
    {
        var client = new WsClient();
        if (token is not null)
            client.Socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await client.Socket.ConnectAsync(server.Ws, TestContext.Current.CancellationToken);
        return client;
    }

    public Task SendAsync(object message) => SendTextAsync(JsonSerializer.Serialize(message));

    public async Task SendTextAsync(string json) =>
        await Socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    public async Task<JsonElement> ReceiveAsync()
    {
        var length = 0;
        while (true)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var frame = await Socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            Assert.True(frame.MessageType == WebSocketMessageType.Text, $"closed: {Socket.CloseStatus} {Socket.CloseStatusDescription}");
            length += frame.Count;
            if (!frame.EndOfMessage)
                continue;

            using var json = JsonDocument.Parse(_buffer.AsMemory(0, length));
            return json.RootElement.Clone();
        }
    }

    public async Task<JsonElement> AskAsync(object message)
    {
        await SendAsync(message);
        return await ReceiveAsync();
    }

    /// <summary>Waits for the server to close.</summary>
    public async Task<(WebSocketCloseStatus? Status, string? Reason)> ClosedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Socket.ReceiveAsync(_buffer.AsMemory(), patience.Token)).MessageType != WebSocketMessageType.Close)
        {
        }

        return (Socket.CloseStatus, Socket.CloseStatusDescription);
    }

    public ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
