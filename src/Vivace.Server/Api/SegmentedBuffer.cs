using System.Buffers;

namespace Vivace.Server.Api;

/// <summary>The body of an answer that may be large, in pooled arrays one behind the other: growing copies nothing, and needs no more than
/// is written. For bodies that must be one piece there is <see cref="PooledBuffer"/>.</summary>
/// <remarks>Not thread safe. Only what was written is ever read back, so a former user's bytes never show.</remarks>
internal sealed class SegmentedBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstBytes = 4096;
    private const int LargestBytes = 1 << 20;

    private readonly List<(byte[] Bytes, int Length)> _full = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;

    /// <summary>What was written; invalid after the next write or dispose.</summary>
    public ReadOnlySequence<byte> Written
    {
        get
        {
            if (_full.Count == 0)
                return new ReadOnlySequence<byte>(_bytes, 0, _length);
            var first = new Segment(_full[0].Bytes.AsMemory(0, _full[0].Length), previous: null);
            var last = first;
            for (var i = 1; i < _full.Count; i++)
                last = new Segment(_full[i].Bytes.AsMemory(0, _full[i].Length), last);
            last = new Segment(_bytes.AsMemory(0, _length), last);
            return new ReadOnlySequence<byte>(first, 0, last, _length);
        }
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_bytes.Length - _length));
        _length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (bytes, _) in _full)
            ArrayPool<byte>.Shared.Return(bytes);
        _full.Clear();
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Ensure(int sizeHint)
    {
        var wanted = Math.Max(sizeHint, 1);
        if (_bytes.Length - _length >= wanted)
            return;

        var next = ArrayPool<byte>.Shared.Rent(Math.Max(wanted, Math.Min(2 * _bytes.Length, LargestBytes)));
        if (_length > 0)
            _full.Add((_bytes, _length));
        else if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = (next, 0);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is null)
                return;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
