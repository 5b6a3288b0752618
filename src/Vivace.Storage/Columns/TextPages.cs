namespace Vivace.Storage.Columns;

/// <summary>Cuts the values of a text column into compressed pages as they come.</summary>
internal sealed class TextPages : IDisposable
{
    private readonly ByteWriter _page = new();

    /// <summary>Adds a value; writes the page when it is full.</summary>
    public void Add(ByteWriter output, ReadOnlySpan<byte> value)
    {
        _page.WriteBytes(value);
        if (_page.Length >= TextEncoding.PageBytes)
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
