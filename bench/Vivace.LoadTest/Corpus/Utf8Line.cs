using System.Buffers.Text;

namespace Vivace.LoadTest.Corpus;

/// <summary>Puts a short text together in a buffer on the stack. The caller knows that it fits.</summary>
internal ref struct Utf8Line(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer[_length..]);
        _length += text.Length;
    }

    public void Add(long number)
    {
        Utf8Formatter.TryFormat(number, _buffer[_length..], out var written);
        _length += written;
    }

    /// <summary>Adds sixteen lower-case hexadecimal digits.</summary>
    public void AddHex(ulong number)
    {
        Utf8Formatter.TryFormat(number, _buffer[_length..], out var written, new System.Buffers.StandardFormat('x', 16));
        _length += written;
    }
}
