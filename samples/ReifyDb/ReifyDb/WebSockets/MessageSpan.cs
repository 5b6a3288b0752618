using System.Diagnostics;
using System.Text.Json;
using ReifyDb.Tracing;

namespace ReifyDb.WebSockets;

/// <summary>The server span of a message.</summary>
internal static class MessageSpan
{
    /// <summary>Starts it: a child of the span that the message names, else a trace of its own.</summary>
    /// <param name="session">The connection that the message came on.</param>
    /// <param name="connection">The connection's own span, which is linked; default where it is not traced.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="type">The message's type, as it was sent.</param>
    /// <param name="message">The message.</param>
    /// <returns>Null where nobody listens.</returns>
    public static Activity? Start(SessionInfo session, ActivityContext connection, string? id, string type, JsonElement message)
    {
        ActivityContext caller = default;
        if (message.TryGetProperty("traceparent", out var parent) && parent.ValueKind == JsonValueKind.String)
        {
            var state = message.TryGetProperty("tracestate", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
            _ = ActivityContext.TryParse(parent.GetString(), state, isRemote: true, out caller); // one that cannot be read is none, says W3C
        }

        // Types are few, whatever clients send.
        var known = type is "auth" or "query" or "command" or "subscribe" or "unsubscribe" ? type : "unknown";
        ActivityLink[] links = connection == default ? [] : [new ActivityLink(connection)];
        var span = Steps.StartRoot("ws::" + known, ActivityKind.Server, caller, links);
        span?.SetTag(Attributes.NetworkProtocolName, "websocket")
            .SetTag(Attributes.SessionId, session.Id)
            .SetTag(Attributes.RequestId, id)
            .SetTag(Attributes.ClientAddress, session.Client);
        return span;
    }
}
