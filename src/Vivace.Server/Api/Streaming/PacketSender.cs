using Vivace.Otlp.Wire;
using Vivace.Server.Grpc;

namespace Vivace.Server.Api.Streaming;

/// <summary>Sends logical messages in packets of a limited size. All answers are built alike: elements of a list, then what the
/// query took. Not thread safe.</summary>
/// <param name="responses">Where packets go.</param>
/// <param name="maxPacketBytes">Largest packet; 0 for no limit. A single element that is larger is sent alone.</param>
internal sealed class PacketSender(GrpcResponseStream responses, int maxPacketBytes) : IDisposable
{
    private readonly ProtoWriter _packet = new();
    private readonly ProtoWriter _element = new();
    private readonly ProtoWriter _metrics = new(256);
    private readonly ProtoWriter _partial = new(256);

    /// <summary>Sends one logical message: one packet or more, each with the metrics.</summary>
    /// <param name="elements">The list.</param>
    /// <param name="writeElement">Writes one element with its tag.</param>
    /// <param name="writeMetrics">Writes the metrics with their tag.</param>
    /// <param name="partialReason">Why the answer is not whole, for the last packet; null when it is, or is not the last.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async ValueTask SendAsync<T>(
        IEnumerable<T> elements,
        Action<ProtoWriter, T> writeElement,
        Action<ProtoWriter> writeMetrics,
        string? partialReason,
        CancellationToken cancellationToken)
    {
        _packet.Clear();
        _metrics.Clear();
        _partial.Clear();
        writeMetrics(_metrics);
        TempoProto.WritePartial(_partial, partialReason);
        foreach (var element in elements)
        {
            _element.Clear();
            writeElement(_element, element);
            if (_packet.Length > 0 && !Fits(_element.Length))
                await FlushAsync(cancellationToken);
            _packet.WriteRaw(_element.Written);
        }

        // The reason goes with the last packet, whose list may have filled it.
        if (_partial.Length > 0 && _packet.Length > 0 && !Fits(_partial.Length))
            await FlushAsync(cancellationToken);
        _metrics.WriteRaw(_partial.Written);
        await FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _packet.Dispose();
        _element.Dispose();
        _metrics.Dispose();
        _partial.Dispose();
    }

    private bool Fits(int bytes) =>
        maxPacketBytes == 0 || (long)_packet.Length + bytes + _metrics.Length <= maxPacketBytes;

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _packet.WriteRaw(_metrics.Written);
        await responses.WriteAsync(_packet.WrittenMemory, cancellationToken);
        _packet.Clear();
    }
}
