using System.Buffers;
using Vivace.Otlp.Wire;

namespace Vivace.Server.Api;

/// <summary>One answer, ready to be sent. Disposing returns its body's memory.</summary>
internal sealed class ApiAnswer : IDisposable
{
    private const string TextType = "text/plain; charset=utf-8";

    private readonly IDisposable? _owner;

    private ApiAnswer(int status, string? contentType, ReadOnlySequence<byte> body, IDisposable? owner)
    {
        Status = status;
        ContentType = contentType;
        Body = body;
        _owner = owner;
    }

    /// <summary>HTTP status code.</summary>
    public int Status { get; }

    /// <summary>Null without a body.</summary>
    public string? ContentType { get; }

    /// <summary>The body, not compressed.</summary>
    public ReadOnlySequence<byte> Body { get; }

    /// <summary>Text of an error, for the log; null for anything else.</summary>
    public string? ErrorText { get; private init; }

    /// <summary>Value of a <c>Warning</c> header: an answer that is incomplete and has no member to say so.</summary>
    public string? Warning { get; set; }

    /// <summary>Value of a <c>Retry-After</c> header in seconds.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>What the query read, for the query's log line and metrics.</summary>
    public ulong InspectedBytes { get; private set; }

    /// <summary>Traces, spans, names or values in the answer, for the query's log line.</summary>
    public int Matched { get; private set; }

    /// <summary>True when parts could not be read.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>An error, or any other answer in plain text.</summary>
    public static ApiAnswer Text(int status, string text) =>
        new(status, TextType, new(System.Text.Encoding.UTF8.GetBytes(text)), null)
        {
            ErrorText = status >= StatusCodes.Status400BadRequest ? text : null,
        };

    /// <summary>An error in plain text that asks the client to come back.</summary>
    public static ApiAnswer RetryLater(int status, string text, int seconds) =>
        new(status, TextType, new(System.Text.Encoding.UTF8.GetBytes(text)), null) { ErrorText = text, RetryAfterSeconds = seconds };

    /// <summary>The client's mistake.</summary>
    public static ApiAnswer BadRequest(string text) => Text(StatusCodes.Status400BadRequest, text);

    /// <summary>A status without a body.</summary>
    public static ApiAnswer Empty(int status) => new(status, null, default, null);

    /// <summary>JSON.</summary>
    /// <param name="body">The text; the answer owns it now.</param>
    public static ApiAnswer Json(PooledBuffer body) => Of(ContentNegotiation.Json, body);

    /// <summary>JSON that may be large.</summary>
    /// <param name="body">The text; the answer owns it now.</param>
    public static ApiAnswer Json(SegmentedBuffer body) =>
        new(StatusCodes.Status200OK, ContentNegotiation.Json, body.Written, body);

    /// <summary>JSON that says that it could not be done now.</summary>
    public static ApiAnswer JsonWithStatus(int status, PooledBuffer body, int retryAfterSeconds) =>
        new(status, ContentNegotiation.Json, new(body.Written), body) { RetryAfterSeconds = retryAfterSeconds };

    /// <summary>A body of any type.</summary>
    /// <param name="contentType">Its type.</param>
    /// <param name="body">The bytes; the answer owns them now.</param>
    public static ApiAnswer Of(string contentType, PooledBuffer body) =>
        new(StatusCodes.Status200OK, contentType, new(body.Written), body);

    /// <summary>A body that was made elsewhere and needs no disposal.</summary>
    public static ApiAnswer Of(string contentType, ReadOnlyMemory<byte> body) =>
        new(StatusCodes.Status200OK, contentType, new(body), null);

    /// <summary>A protobuf message.</summary>
    /// <param name="body">The message; the answer owns it now.</param>
    public static ApiAnswer Protobuf(ProtoWriter body) =>
        new(StatusCodes.Status200OK, ContentNegotiation.Protobuf, new(body.WrittenMemory), body);

    /// <summary>Notes what the answer took and holds, for the log and the metrics.</summary>
    public ApiAnswer With(ulong inspectedBytes, int matched, bool isPartial)
    {
        InspectedBytes = inspectedBytes;
        Matched = matched;
        IsPartial = isPartial;
        return this;
    }

    /// <inheritdoc/>
    public void Dispose() => _owner?.Dispose();
}
