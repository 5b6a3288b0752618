using System.Text;
using Vivace.Otlp.Wire;

namespace Vivace.Server.Tests.Grpc;

/// <summary>A <c>google.rpc.Status</c> as a client reads it.</summary>
internal sealed record RpcStatus(int Code, string Message, TimeSpan? RetryDelay)
{
    public static RpcStatus Parse(ReadOnlySpan<byte> protobuf)
    {
        var code = 0;
        var message = "";
        TimeSpan? delay = null;
        var reader = new ProtoReader(protobuf);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case 1: code = (int)reader.ReadVarint(); break;
                case 2: message = Encoding.UTF8.GetString(reader.ReadBytes()); break;
                case 3: delay = RetryInfo(reader.ReadMessage()); break;
                default: reader.Skip(field, wireType); break;
            }
        }

        return new RpcStatus(code, message, delay);
    }

    private static TimeSpan? RetryInfo(ProtoReader any)
    {
        any.TryReadTag(out _, out _);
        if (Encoding.UTF8.GetString(any.ReadBytes()) != "type.googleapis.com/google.rpc.RetryInfo")
            return null;
        any.TryReadTag(out _, out _);
        var retryInfo = any.ReadMessage();
        retryInfo.TryReadTag(out _, out _);
        var duration = retryInfo.ReadMessage();
        var delay = TimeSpan.Zero;
        while (duration.TryReadTag(out var field, out _))
            delay += field == 1 ? TimeSpan.FromSeconds(duration.ReadVarint()) : new TimeSpan((long)duration.ReadVarint() / 100);
        return delay;
    }
}
