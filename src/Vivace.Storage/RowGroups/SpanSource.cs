using Vivace.Storage.Columns;

namespace Vivace.Storage.RowGroups;

/// <summary>Spans read one after the other, whole, in ascending order of rows: for trace by id and for merging.</summary>
internal abstract class SpanSource
{
    public abstract void ReadSpan(int row, ref SpanRecord span);

    /// <summary>Reads one event.</summary>
    /// <param name="row">Row of the event.</param>
    /// <param name="spanStart">Start of its span.</param>
    /// <param name="record">Receives the event.</param>
    public abstract void ReadEvent(int row, ulong spanStart, ref EventRecord record);

    public abstract void ReadLink(int row, ref LinkRecord record);

    /// <summary>Number of a span's resource and scope; equal numbers are written together.</summary>
    public abstract int ContextOf(int row);

    public abstract (ResourceEntry Resource, ScopeEntry Scope) Context(int context);

    /// <summary>Goes to the attributes of a row; rows ascend from call to call.</summary>
    /// <returns>How many attributes it has.</returns>
    public abstract int MoveToAttributes(ColumnTable table, int row);

    /// <summary>Reads the attributes of the row gone to, in the order sent, one per call.</summary>
    public abstract void ReadNextAttribute(ColumnTable table, ref AttributeRecord attribute);
}
