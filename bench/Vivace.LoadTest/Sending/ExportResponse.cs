using Vivace.Otlp;
using Vivace.Otlp.Wire;

namespace Vivace.LoadTest.Sending;

/// <summary>Reads the two answers a receiver gives in protobuf: ExportTraceServiceResponse and google.rpc.Status.</summary>
internal static class ExportResponse
{
    private const int PartialSuccess = 1;
    private const int RejectedSpans = 1;
    private const int ErrorMessage = 2;
    private const int StatusMessage = 2;
    private const int StatusDetails = 3;
    private const int AnyValueBytes = 2;
    private const int RetryDelay = 1;
    private const int DurationSeconds = 1;
    private const int DurationNanoseconds = 2;

    /// <summary>Reads how much of a taken request was refused.</summary>
    public static ExportAnswer ReadAccepted(ReadOnlySpan<byte> message)
    {
        try
        {
            var rejected = 0L;
            var text = "";
            var reader = new ProtoReader(message);
            while (reader.TryReadTag(out var field, out var wireType))
            {
                if (field != PartialSuccess || wireType != WireType.LengthDelimited)
                {
                    reader.Skip(field, wireType);
                    continue;
                }

                var partial = reader.ReadMessage();
                while (partial.TryReadTag(out field, out wireType))
                {
                    if (field == RejectedSpans && wireType == WireType.Varint)
                        rejected = (long)partial.ReadVarint();
                    else if (field == ErrorMessage && wireType == WireType.LengthDelimited)
                        text = System.Text.Encoding.UTF8.GetString(partial.ReadBytes());
                    else
                        partial.Skip(field, wireType);
                }
            }

            return new ExportAnswer(ExportOutcome.Accepted, rejected, Message: text);
        }
        catch (OtlpFormatException e)
        {
            return new ExportAnswer(ExportOutcome.Refused, Message: $"the answer is not an ExportTraceServiceResponse: {e.Message}");
        }
    }

    /// <summary>Reads message and RetryInfo of a google.rpc.Status.</summary>
    public static (string Message, TimeSpan? RetryAfter) ReadStatus(ReadOnlySpan<byte> status)
    {
        var message = "";
        TimeSpan? retryAfter = null;
        try
        {
            var reader = new ProtoReader(status);
            while (reader.TryReadTag(out var field, out var wireType))
            {
                if (field == StatusMessage && wireType == WireType.LengthDelimited)
                    message = System.Text.Encoding.UTF8.GetString(reader.ReadBytes());
                else if (field == StatusDetails && wireType == WireType.LengthDelimited)
                    retryAfter = ReadDetail(reader.ReadMessage()) ?? retryAfter;
                else
                    reader.Skip(field, wireType);
            }
        }
        catch (OtlpFormatException)
        {
            // A status that cannot be read still has its code; what was understood so far is kept.
        }

        return (message, retryAfter);
    }

    private static TimeSpan? ReadDetail(ProtoReader any)
    {
        TimeSpan? retryAfter = null;
        var isRetryInfo = false;
        while (any.TryReadTag(out var field, out var wireType))
        {
            if (wireType != WireType.LengthDelimited)
                any.Skip(field, wireType);
            else if (field == AnyValueBytes && isRetryInfo)
                retryAfter = ReadRetryInfo(any.ReadMessage());
            else
                isRetryInfo |= any.ReadBytes().EndsWith("google.rpc.RetryInfo"u8);
        }

        return retryAfter;
    }

    private static TimeSpan? ReadRetryInfo(ProtoReader info)
    {
        while (info.TryReadTag(out var field, out var wireType))
        {
            if (field != RetryDelay || wireType != WireType.LengthDelimited)
            {
                info.Skip(field, wireType);
                continue;
            }

            var ticks = 0L;
            var duration = info.ReadMessage();
            while (duration.TryReadTag(out field, out wireType))
            {
                if (field == DurationSeconds && wireType == WireType.Varint)
                    ticks += (long)duration.ReadVarint() * TimeSpan.TicksPerSecond;
                else if (field == DurationNanoseconds && wireType == WireType.Varint)
                    ticks += (long)duration.ReadVarint() / TimeSpan.NanosecondsPerTick;
                else
                    duration.Skip(field, wireType);
            }

            return new TimeSpan(ticks);
        }

        return null;
    }
}
