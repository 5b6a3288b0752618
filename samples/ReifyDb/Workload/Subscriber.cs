using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;

namespace ReifyDb.Workload;

/// <summary>Subscribes to the views and receives their changes. Each is a consumer span below the server's push.</summary>
internal sealed class Subscriber
{
    private static readonly ActivitySource Source = new(ReifyClient.SourceName);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly string[] Views = ["revenue_by_region", "large_orders"];

    private readonly Uri _address;
    private readonly string _token;
    private readonly Tally _tally;
    private readonly TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Subscriber(Uri address, string token, Tally tally)
    {
        _address = address;
        _token = token;
        _tally = tally;
    }

    /// <summary>Completes when the server has answered about every view for the first time.</summary>
    public Task Subscribed => _subscribed.Task;

    /// <summary>Runs until it is cancelled; a lost connection is made again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var socket = new ClientWebSocket();
                socket.Options.SetRequestHeader("Authorization", "Bearer " + _token);
                await socket.ConnectAsync(_address, cancellationToken);
                await FollowAsync(socket, cancellationToken);
            }
            catch (WebSocketException)
            {
                // Made again below.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        foreach (var view in Views)
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id = view, type = "subscribe", view }), WebSocketMessageType.Text, true, cancellationToken);

        var buffer = new byte[1 << 20];
        var length = 0;
        var answers = 0;
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            var frame = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (frame.MessageType == WebSocketMessageType.Close)
                return;

            length += frame.Count;
            if (!frame.EndOfMessage)
                continue;
            using (var message = JsonDocument.Parse(buffer.AsMemory(0, length)))
            {
                if (message.RootElement.GetProperty("type").GetString() == "change")
                    Receive(message.RootElement);
                else if (++answers == Views.Length)
                    _subscribed.TrySetResult();
            }

            length = 0;
        }
    }

    private void Receive(JsonElement change)
    {
        ActivityContext push = default;
        if (change.TryGetProperty("traceparent", out var parent))
            _ = ActivityContext.TryParse(parent.GetString(), null, isRemote: true, out push);
        using var span = Source.StartActivity("subscription::receive", ActivityKind.Consumer, push);
        span?.SetTag("reifydb.view", change.GetProperty("view").GetString())
            .SetTag("reifydb.view.inserted_rows", change.GetProperty("inserted").GetArrayLength())
            .SetTag("reifydb.view.deleted_rows", change.GetProperty("deleted").GetArrayLength());
        _tally.AddChange();
    }
}
