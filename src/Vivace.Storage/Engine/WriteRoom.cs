using System.Globalization;

namespace Vivace.Storage.Engine;

/// <summary>Bounds the memory of live blocks that wait to be written: whoever cuts another one waits for room.</summary>
/// <param name="maxBlockBytes">Bytes of OTLP at which a live block is cut.</param>
/// <param name="maxLiveBytes">Bytes of memory at which one is cut.</param>
internal sealed class WriteRoom(long maxBlockBytes, long maxLiveBytes)
{
    // One block being written, one waiting, and what requests add beyond the limit.
    private const double MaxBlocks = 2.5;

    private readonly object _gate = new(); // guards the fields below
    private double _blocks; // in shares of a full one
    private long _bytes;
    private string? _failure;
    private bool _isClosed;

    /// <summary>Why appends are refused: blocks cannot be written and memory for more of them has run out. Null while all is well.</summary>
    public string? Refusal
    {
        get
        {
            lock (_gate)
            {
                return _failure is null || HasRoom(1)
                    ? null
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"blocks cannot be written ({_failure}) and {_bytes:N0} bytes wait in memory; free some space, retry later");
            }
        }
    }

    /// <summary>Takes room, waiting until there is some. While blocks cannot be written nobody waits: new requests are refused then, and
    /// those in the log already, which its limit bounds, must be answered and a replay must end.</summary>
    /// <param name="otlpBytes">Bytes of OTLP of the block.</param>
    /// <param name="sizeBytes">Bytes of memory that it holds.</param>
    public void Take(long otlpBytes, long sizeBytes)
    {
        var share = ShareOf(otlpBytes, sizeBytes);
        lock (_gate)
        {
            while (!HasRoom(share) && !_isClosed && _failure is null)
                Monitor.Wait(_gate);
            _blocks += share;
            _bytes += sizeBytes;
        }
    }

    /// <summary>Gives the room of a written block back.</summary>
    public void GiveBack(long otlpBytes, long sizeBytes)
    {
        lock (_gate)
        {
            _bytes -= sizeBytes;
            _blocks = _bytes == 0 ? 0 : _blocks - ShareOf(otlpBytes, sizeBytes);
            _failure = null;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Notes that a block could not be written; it is tried again.</summary>
    public void Fail(string reason)
    {
        lock (_gate)
        {
            _failure = reason;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Lets everybody pass: the engine stops, and what is not written stays in the log.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private double ShareOf(long otlpBytes, long sizeBytes) =>
        Math.Max((double)otlpBytes / maxBlockBytes, (double)sizeBytes / maxLiveBytes);

    private bool HasRoom(double share) => _blocks == 0 || _blocks + share <= MaxBlocks;
}
