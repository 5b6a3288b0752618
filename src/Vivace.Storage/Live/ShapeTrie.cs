namespace Vivace.Storage.Live;

/// <summary>The distinct sequences of attribute columns that rows have, as paths of a trie: a row's shape is one number, and
/// the next attribute of a row is nearly always a child of the node reached so far, so that keys need not be hashed.</summary>
/// <remarks>One writer; readers may look at nodes that were published to them.</remarks>
internal sealed class ShapeTrie
{
    /// <summary>The shape without attributes.</summary>
    public const int Empty = 0;

    // Children looked at one by one before the table is asked.
    private const int ChildrenToTry = 8;

    private readonly ChunkedList<int> _parents = new();
    private readonly ChunkedList<int> _columns = new();
    private readonly ChunkedList<int> _lengths = new();
    private readonly Dictionary<long, int> _children = [];
    private int[] _firstChild = new int[16];
    private int[] _nextSibling = new int[16];

    public ShapeTrie()
    {
        _parents.Add(-1);
        _columns.Add(-1);
        _lengths.Add(0);
    }

    public int Count => _parents.Count;

    public long SizeBytes => (_parents.Count * 12L) + (_firstChild.Length * 8L) + (_children.Count * 32L);

    /// <summary>How many attributes rows of this shape have.</summary>
    public int Length(int shape) => _lengths[shape];

    /// <summary>Writes the columns of a shape in order.</summary>
    /// <param name="shape">A shape.</param>
    /// <param name="destination">As long as the shape.</param>
    public void CopyColumns(int shape, Span<int> destination)
    {
        for (var i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = _columns[shape];
            shape = _parents[shape];
        }
    }

    /// <summary>The columns of a shape in order.</summary>
    public int[] Columns(int shape)
    {
        var columns = new int[Length(shape)];
        CopyColumns(shape, columns);
        return columns;
    }

    /// <summary>The first child to compare the next attribute with; 0 when there is none.</summary>
    public int FirstChild(int shape) => _firstChild[shape];

    /// <summary>The next child to compare with; 0 when there is none.</summary>
    public int NextSibling(int shape) => _nextSibling[shape];

    /// <summary>Column that a shape adds to its parent.</summary>
    public int LastColumn(int shape) => _columns[shape];

    /// <summary>How many children are worth trying before asking <see cref="Child"/>.</summary>
    public static int MaxTries => ChildrenToTry;

    /// <summary>The shape of <paramref name="shape"/> followed by a column; made when it is new.</summary>
    public int Child(int shape, int column)
    {
        var key = ((long)shape << 32) | (uint)column;
        if (_children.TryGetValue(key, out var child))
            return child;

        child = _parents.Count;
        var length = _lengths[shape] + 1;
        _parents.Add(shape);
        _columns.Add(column);
        _lengths.Add(length);
        if (child >= _firstChild.Length)
        {
            Array.Resize(ref _firstChild, child * 2);
            Array.Resize(ref _nextSibling, child * 2);
        }

        _nextSibling[child] = _firstChild[shape];
        _firstChild[shape] = child;
        _children.Add(key, child);
        return child;
    }
}
