namespace Vivace.TraceQL.Checking;

/// <summary>How a query is going to be run, for advice that depends on it.</summary>
/// <param name="RangeNanoseconds">Length of the time range; null when it is not known.</param>
/// <param name="ChosenStepNanoseconds">The step that the server takes because a metrics query names none; null when it
/// names one, or when that is not known.</param>
public readonly record struct QueryCircumstances(ulong? RangeNanoseconds, ulong? ChosenStepNanoseconds);
