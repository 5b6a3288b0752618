using Vivace.Storage.RowGroups;

namespace Vivace.Storage.Live;

/// <summary>A live view as a snapshot of its own.</summary>
internal sealed class LiveSnapshot : StorageSnapshot
{
    public LiveSnapshot(LiveView view)
    {
        var handles = new List<RowGroupHandle>(view.Slices.Count);
        foreach (var slice in view.Slices)
            handles.Add(new LiveRowGroupHandle(view, slice, []));
        handles.Reverse();
        RowGroups = handles;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RowGroupHandle> RowGroups { get; }

    /// <inheritdoc/>
    public override int BlockCount => 0;

    /// <inheritdoc/>
    public override long BlockBytes => 0;

    /// <inheritdoc/>
    public override string? PartialReason => null;
}
