using System.Text;
using Vivace.Query.Filters;
using Vivace.Query.Values;
using Vivace.Storage.Columns;
using Vivace.Storage.RowGroups;
using Vivace.TraceQL.Syntax;

namespace Vivace.Query.Rows;

/// <summary>A field that every span, event, link or trace has by nature.</summary>
internal sealed class IntrinsicRow(RowGroupScan scan, Intrinsic field) : RowExpression
{
    private const int MaxIdBytes = 64;

    private readonly byte[] _digits = new byte[2 * MaxIdBytes];
    private readonly RowGroup _rows = scan.Rows;
    private byte[][]? _entryTexts;
    private int _trace;

    public override Value Read(scoped in RowPosition position)
    {
        var row = position.Row;
        switch (field)
        {
            case Intrinsic.Duration:
                return Value.FromDuration(Math.Max(0, _rows.Numbers(SpanNumber.EndLessStart)[row]));
            case Intrinsic.Name:
                return Value.FromText(_rows.Texts(SpanText.Name)[row]);
            case Intrinsic.Status:
                return Value.FromNumber(ValueKind.Status, _rows.Numbers(SpanNumber.StatusCode)[row]);
            case Intrinsic.StatusMessage:
                return Value.FromText(_rows.Texts(SpanText.StatusMessage)[row]);
            case Intrinsic.Kind:
                return Value.FromNumber(ValueKind.Kind, _rows.Numbers(SpanNumber.Kind)[row]);
            case Intrinsic.SpanId:
                return Value.FromText(HexText.Write(_rows.SpanId(row), _digits));
            case Intrinsic.ParentId:
                var parent = _rows.ParentId(row);
                return Value.FromText(parent == 0 ? default : HexText.Write(parent, _digits));
            case Intrinsic.ChildCount:
                return Value.FromInteger(scan.ChildCounts[row]);
            case Intrinsic.NestedSetLeft:
                return Value.FromInteger(scan.NestedSets.Left[row]);
            case Intrinsic.NestedSetRight:
                return Value.FromInteger(scan.NestedSets.Right[row]);
            case Intrinsic.NestedSetParent:
                return Value.FromInteger(scan.NestedSets.Parent[row]);
            case Intrinsic.EventName:
                return position.Event < 0 ? Value.Nil : Value.FromText(_rows.EventNames[position.Event]);
            case Intrinsic.EventTimeSinceStart:
                return position.Event < 0 ? Value.Nil : Value.FromDuration(_rows.EventTimesSinceStart[position.Event]);
            case Intrinsic.LinkTraceId:
                return ReadLinkId(_rows.LinkTraceIds, position.Link, trimmed: true);
            case Intrinsic.LinkSpanId:
                return ReadLinkId(_rows.LinkSpanIds, position.Link, trimmed: false);
            case Intrinsic.InstrumentationName:
                return ReadScope(row, static scope => scope.Name);
            case Intrinsic.InstrumentationVersion:
                return ReadScope(row, static scope => scope.Version);
            case Intrinsic.TraceDuration or Intrinsic.TraceId or Intrinsic.TraceRootName or Intrinsic.TraceRootService:
                return ReadTrace(row);
            default:
                return Value.Nil;
        }
    }

    private Value ReadLinkId(TextColumn ids, int link, bool trimmed)
    {
        if (link < 0)
            return Value.Nil;
        var id = ids[link];
        return id.Length > MaxIdBytes ? Value.Nil : Value.FromText(HexText.Write(id, _digits, trimmed));
    }

    private Value ReadScope(int row, Func<ScopeEntry, string> text)
    {
        if (_entryTexts is null)
        {
            _entryTexts = new byte[_rows.Scopes.Count][];
            for (var i = 0; i < _entryTexts.Length; i++)
                _entryTexts[i] = Encoding.UTF8.GetBytes(text(_rows.Scopes[i]));
        }

        return Value.FromText(_entryTexts[_rows.ScopeIndex(row)]);
    }

    private Value ReadTrace(int row)
    {
        var firstRows = _rows.TraceFirstRows;
        if (row < firstRows[_trace] || row >= firstRows[_trace + 1])
            _trace = TraceFields.TraceOf(_rows, row);
        if (field == Intrinsic.TraceDuration)
            return Value.FromDuration(TraceFields.Duration(_rows, _trace));
        if (field == Intrinsic.TraceId)
            return Value.FromText(HexText.Write(_rows.TraceIds[_trace], _digits));

        var root = _rows.TraceRootRows[_trace];
        if (root < 0)
            return Value.FromText(default);
        if (field == Intrinsic.TraceRootName)
            return Value.FromText(_rows.Texts(SpanText.Name)[root]);

        if (_entryTexts is null)
        {
            _entryTexts = new byte[_rows.Resources.Count][];
            for (var i = 0; i < _entryTexts.Length; i++)
                _entryTexts[i] = Encoding.UTF8.GetBytes(_rows.Resources[i].ServiceName);
        }

        return Value.FromText(_entryTexts[_rows.ResourceIndex(root)]);
    }
}
