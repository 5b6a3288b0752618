namespace Vivace.Storage.Columns;

/// <summary>Cuts the values of a text column into compressed pages as they come.</summary>
internal sealed class TextPages : IDisposable
{
    private readonly ByteWriter _page = new();

    /// <summary>Whether a page of so many bytes is finished.</summary>
    public static bool IsFull(int bytes) => bytes >= TextEncoding.PageBytes;

    /// <summary>Adds a value; writes the page when it is full.</summary>
    public void Add(ByteWriter output, ReadOnlySpan<byte> value)
    {
        _page.WriteBytes(value);
        if (IsFull(_page.Length))
            Finish(output);
    }

    /// <summary>Writes what is left.</summary>
    public void Finish(ByteWriter output)
    {
        if (_page.Length > 0)
            PageCompression.Write(output, _page.Written);
        _page.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _page.Dispose();
}
