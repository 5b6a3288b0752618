namespace Vivace.Storage.Log;

/// <summary>A stretch of a segment that holds no intact record although it should.</summary>
/// <param name="Path">The segment's file.</param>
/// <param name="Offset">First damaged byte.</param>
/// <param name="LengthBytes">Damaged bytes, up to the next intact record or the end of the file.</param>
/// <param name="LostRecordCount">Records known to be missing, by their numbers; zero when that cannot be told.</param>
/// <param name="Reason">What is wrong at <paramref name="Offset"/>.</param>
public sealed record LogDamage(string Path, long Offset, long LengthBytes, ulong LostRecordCount, string Reason);
