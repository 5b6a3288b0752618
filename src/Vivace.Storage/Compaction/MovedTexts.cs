using Vivace.Storage.Columns;
using Vivace.Storage.Live;

namespace Vivace.Storage.Compaction;

/// <summary>Texts of a row group on their way into live columns: a value of its dictionary is looked up there once, however many rows
/// have it.</summary>
internal sealed class MovedTexts
{
    private readonly TextColumn _column;
    private readonly int[]? _liveCodes; // code there + 1, 0 while it is not known; null when values hardly repeat

    /// <summary>Takes a column, valid as long as its row group.</summary>
    public MovedTexts(TextColumn column)
    {
        _column = column;
        if (column.Dictionary.IsDistinct)
            _liveCodes = new int[column.Dictionary.Count];
    }

    /// <summary>Other live columns follow.</summary>
    public void Forget() => _liveCodes?.AsSpan().Clear();

    /// <summary>The live code of an entry.</summary>
    public int Move(int entry, TextPool pool)
    {
        var code = _column.Codes[entry];
        if (_liveCodes is null)
            return pool.Intern(_column.Dictionary[code]);
        ref var known = ref _liveCodes[code];
        if (known == 0)
            known = pool.Intern(_column.Dictionary[code]) + 1;
        return known - 1;
    }

    /// <summary>The live code of an entry in a pool whose code 0 is the empty text.</summary>
    public int MoveOptional(int entry, TextPool pool) => _column[entry].IsEmpty ? 0 : Move(entry, pool);
}
