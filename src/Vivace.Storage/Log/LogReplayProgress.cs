namespace Vivace.Storage.Log;

/// <summary>How far a replay has come.</summary>
/// <param name="ReadBytes">Bytes of segments done.</param>
/// <param name="TotalBytes">Bytes of all segments; zero when there is nothing to replay.</param>
public readonly record struct LogReplayProgress(long ReadBytes, long TotalBytes)
{
    /// <summary>From 0 to 1; 1 when there is nothing to replay.</summary>
    public double Ratio => TotalBytes == 0 ? 1 : (double)ReadBytes / TotalBytes;
}
