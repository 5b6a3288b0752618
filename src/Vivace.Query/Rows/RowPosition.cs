namespace Vivace.Query.Rows;

/// <summary>Where an expression is evaluated.</summary>
/// <param name="Row">The span.</param>
/// <param name="Event">The event in question, as a row of the table of events; -1 for none.</param>
/// <param name="Link">The link in question, as a row of the table of links; -1 for none.</param>
internal readonly record struct RowPosition(int Row, int Event, int Link)
{
    /// <summary>A span without event or link.</summary>
    public static RowPosition OfSpan(int row) => new(row, -1, -1);
}
