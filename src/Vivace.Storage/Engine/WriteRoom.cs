using System.Globalization;

namespace Vivace.Storage.Engine;

/// <summary>Bounds the memory of live blocks that wait to be written: whoever cuts another one waits for room.</summary>
/// <param name="maxBlockBytes">Bytes of OTLP at which a live block is cut.</param>
internal sealed class WriteRoom(long maxBlockBytes)
{
    // One block being written, one waiting, and what requests add beyond the limit.
    private readonly long _maxBytes = maxBlockBytes > long.MaxValue / 4 ? long.MaxValue : maxBlockBytes * 5 / 2;
    private readonly object _gate = new(); // guards the fields below
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
                return _failure is null || HasRoom(maxBlockBytes)
                    ? null
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"blocks cannot be written ({_failure}) and {_bytes:N0} bytes wait in memory; free some space, retry later");
            }
        }
    }

    /// <summary>Takes room, waiting until there is some. While blocks cannot be written nobody waits: new requests are refused then, and
    /// those in the log already, which its limit bounds, must be answered and a replay must end.</summary>
    /// <param name="bytes">Bytes of OTLP of the block.</param>
    public void Take(long bytes)
    {
        lock (_gate)
        {
            while (!HasRoom(bytes) && !_isClosed && _failure is null)
                Monitor.Wait(_gate);
            _bytes += bytes;
        }
    }

    /// <summary>Gives the room of a written block back.</summary>
    public void GiveBack(long bytes)
    {
        lock (_gate)
        {
            _bytes -= bytes;
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

    private bool HasRoom(long bytes) => _bytes == 0 || bytes <= _maxBytes - _bytes;
}
