using System.Diagnostics;
using ReifyDb.Flow;

namespace ReifyDb.Subscriptions;

/// <summary>A change of a view, and where it comes from.</summary>
/// <param name="Change">What has changed.</param>
/// <param name="Version">The commit.</param>
/// <param name="Commit">The commit's span; default where it is not traced.</param>
internal sealed record CommittedChange(ViewChange Change, long Version, ActivityContext Commit);
