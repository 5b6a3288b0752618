namespace Vivace.LoadTest.Running;

/// <summary>One row of the table of queries.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Goal">Milliseconds of p50 to reach.</param>
/// <param name="Path">The request; a call gets its number, so that no two calls need ask the same.</param>
/// <param name="Count">How much an answer holds: traces, series, values or spans.</param>
/// <param name="Expected">How much it must hold, from what is known of the corpus.</param>
/// <param name="Protobuf">Ask for protobuf instead of JSON.</param>
internal sealed record QueryDefinition(
    string Name, double Goal, Func<int, string> Path, Func<byte[], int> Count, Func<int, int> Expected, bool Protobuf = false);
