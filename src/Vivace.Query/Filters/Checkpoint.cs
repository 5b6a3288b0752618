namespace Vivace.Query.Filters;

/// <summary>Asks now and then, in a loop over many rows, whether anyone still waits for the answer.</summary>
internal struct Checkpoint(CancellationToken token)
{
    // Some microseconds of the dearest work per row: a regular expression on a long text.
    private const int RowsBetween = 256;

    private int _left = RowsBetween;

    /// <summary>Called for each row.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public void Pass()
    {
        if (--_left > 0)
            return;
        _left = RowsBetween;
        token.ThrowIfCancellationRequested();
    }
}
