using Vivace.Storage.Columns;

namespace Vivace.Storage.Live;

/// <summary>A live pool as one view sees it: the codes given out so far.</summary>
internal sealed class LiveDictionary(TextPool pool) : TextDictionary
{
    /// <inheritdoc/>
    public override int Count { get; } = pool.Count;

    /// <inheritdoc/>
    public override bool IsSorted => false;

    /// <inheritdoc/>
    public override bool IsDistinct { get; } = pool.IsDistinct;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> this[int code] => pool[code];
}
