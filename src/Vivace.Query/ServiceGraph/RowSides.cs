using Vivace.Query.Filters;
using Vivace.Storage.RowGroups;

namespace Vivace.Query.ServiceGraph;

/// <summary>Which spans of a row group are on which side of requests, and what became of those on the client's side.</summary>
internal sealed class RowSides
{
    private const long Server = 2;
    private const long Client = 3;
    private const long Producer = 4;
    private const long Consumer = 5;

    private int[] _marks = [];
    private int[] _clients = [];
    private int[] _roots = [];

    /// <summary>Rows of spans of the client's side, ascending.</summary>
    public int[] ClientRows => _clients;

    /// <summary>How many of <see cref="ClientRows"/> count.</summary>
    public int ClientCount { get; private set; }

    /// <summary>Rows of spans of the server's side without a parent id, ascending.</summary>
    public int[] RootServerRows => _roots;

    /// <summary>How many of <see cref="RootServerRows"/> count.</summary>
    public int RootServerCount { get; private set; }

    public static bool IsClient(long kind) => kind is Client or Producer;

    public static bool IsServer(long kind) => kind is Server or Consumer;

    public static bool IsMessaging(long kind) => kind is Producer or Consumer;

    /// <summary>What became of a span of the client's side.</summary>
    public ClientState this[int clientRow]
    {
        get => (ClientState)_marks[clientRow];
        set => _marks[clientRow] = (int)value;
    }

    /// <summary>The nearest span of either side above a span that is on none; -1 without one.</summary>
    public int NearestSide(int row) => _marks[row];

    /// <summary>Sorts the spans of a row group.</summary>
    /// <param name="scan">The row group.</param>
    /// <param name="answered">The rows it answers for.</param>
    public void Read(RowGroupScan scan, Bitmap answered)
    {
        var rows = scan.Rows;
        if (_marks.Length < rows.RowCount)
            (_marks, _clients, _roots) = (new int[rows.RowCount], new int[rows.RowCount], new int[rows.RowCount]);
        var kinds = rows.Numbers(SpanNumber.Kind);
        var parents = rows.ParentRows;
        var (clients, roots) = (0, 0);
        for (var row = 0; row < kinds.Length; row++)
        {
            var kind = kinds[row];
            var parent = parents[row];
            if (IsClient(kind))
            {
                _marks[row] = (int)ClientState.Open;
                if (answered[row])
                    _clients[clients++] = row;
            }
            else if (!IsServer(kind))
            {
                _marks[row] = parent < 0 || IsServer(kinds[parent]) || IsClient(kinds[parent]) ? parent : _marks[parent];
            }
            else if (parent < 0 && answered[row] && rows.ParentId(row) == 0)
            {
                _roots[roots++] = row;
            }
        }

        (ClientCount, RootServerCount) = (clients, roots);
    }
}

/// <summary>What became of a span of the client's side.</summary>
internal enum ClientState
{
    /// <summary>Nothing yet.</summary>
    Open,

    /// <summary>It is a call to a database.</summary>
    Database,

    /// <summary>It made an edge with a span of the server's side.</summary>
    Matched,

    /// <summary>An internal span stands before the span of the server's side.</summary>
    InternalBetween,

    /// <summary>The span of the server's side has no service name.</summary>
    ServerWithoutName,
}
