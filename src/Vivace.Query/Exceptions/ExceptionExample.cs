using Vivace.Core;

namespace Vivace.Query.Exceptions;

/// <summary>One exception, to be shown.</summary>
/// <param name="Time">When it was recorded.</param>
/// <param name="TraceId">Its trace.</param>
/// <param name="SpanId">Its span.</param>
/// <param name="Order">Place among the events of its span.</param>
/// <param name="SpanStart">Start of its span.</param>
/// <param name="Service">Number of the service's name; 0 without.</param>
/// <param name="Name">Number of the span's name.</param>
internal readonly record struct ExceptionExample(
    ulong Time, TraceId TraceId, ulong SpanId, int Order, ulong SpanStart, int Service, int Name)
{
    /// <summary>True when this one is shown before another: the newer; of two at the same time, that of the lesser ids.</summary>
    public bool ComesBefore(in ExceptionExample other)
    {
        if (Time != other.Time)
            return Time > other.Time;
        var order = TraceId.CompareTo(other.TraceId);
        order = order != 0 ? order : SpanId.CompareTo(other.SpanId);
        return order != 0 ? order < 0 : Order < other.Order;
    }
}
