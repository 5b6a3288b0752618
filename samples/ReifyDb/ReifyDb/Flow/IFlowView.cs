using ReifyDb.Engine;

namespace ReifyDb.Flow;

/// <summary>Keeps one view up to date. All its statements run in the transaction of the commit.</summary>
internal interface IFlowView
{
    ViewDefinition Definition { get; }

    /// <summary>Makes the view's table and fills it.</summary>
    void Create(SqliteSession session);

    /// <summary>Removes the view's tables.</summary>
    void Drop(SqliteSession session);

    /// <summary>Brings the table's noted changes into the view.</summary>
    /// <param name="session">The writing session, in its transaction.</param>
    /// <param name="mostRows">Changes of more rows are not told.</param>
    /// <returns>What has changed, and how many groups had to be read again.</returns>
    (ViewChange Change, long RecomputedGroups) Apply(SqliteSession session, int mostRows);
}
