namespace Vivace.Query.Filters;

/// <summary>Bitmaps of one worker, used again from row group to row group. Used by one thread at a time.</summary>
internal sealed class BitmapPool
{
    private readonly Stack<Bitmap> _free = new();

    /// <summary>An empty set for a table of that many rows.</summary>
    public Bitmap Rent(int length)
    {
        if (!_free.TryPop(out var bitmap))
            bitmap = new Bitmap();
        bitmap.Reset(length);
        return bitmap;
    }

    /// <summary>A copy of a set.</summary>
    public Bitmap RentCopy(Bitmap source)
    {
        var copy = Rent(source.Length);
        copy.CopyFrom(source);
        return copy;
    }

    /// <summary>Takes a bitmap back; the caller forgets it.</summary>
    public void Return(Bitmap bitmap) => _free.Push(bitmap);
}
