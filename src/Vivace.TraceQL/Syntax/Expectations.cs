namespace Vivace.TraceQL.Syntax;

/// <summary>What the parser looked for when it came to the end of its text: what may follow there.</summary>
internal sealed class Expectations
{
    private readonly List<OperatorPlace> _operators = [];
    private readonly HashSet<TokenKind> _tokens = [];
    private readonly HashSet<string> _keywords = new(StringComparer.Ordinal);

    /// <summary>Operators, those that bind to the innermost expression first.</summary>
    public IReadOnlyList<OperatorPlace> Operators => _operators;

    /// <summary>An operand of a field expression; null if none can stand here.</summary>
    public OperandPlace? Operand { get; private set; }

    /// <summary>An attribute or intrinsic alone.</summary>
    public bool Field { get; private set; }

    /// <summary>The scope whose colon stands right before; null if there is none.</summary>
    public string? IntrinsicScope { get; private set; }

    /// <summary>An operand of an expression of spansets, aggregates or metrics; null if none can stand here.</summary>
    public PiecePlace? Piece { get; private set; }

    /// <summary>A stage that is a keyword.</summary>
    public bool Stage { get; private set; }

    /// <summary>Whether such a stage would be the first.</summary>
    public bool FirstStage { get; private set; }

    /// <summary>The name of a hint.</summary>
    public bool HintName { get; private set; }

    /// <summary>The hint whose value is due; null if none.</summary>
    public string? HintValueOf { get; private set; }

    /// <summary>A number from 0 to 1.</summary>
    public bool Quantile { get; private set; }

    /// <summary>A whole number.</summary>
    public bool Count { get; private set; }

    public bool Has(TokenKind token) => _tokens.Contains(token);

    public bool Has(string keyword) => _keywords.Contains(keyword);

    public void Add(TokenKind token) => _tokens.Add(token);

    public void Add(string keyword) => _keywords.Add(keyword);

    public void Add(OperandPlace place) => Operand = place;

    public void Add(PiecePlace place) => Piece = place;

    public void AddOperators(OperatorSet set, int minimumLevel, FieldExpression? left) =>
        _operators.Add(new OperatorPlace(set, minimumLevel, left));

    public void AddField() => Field = true;

    public void AddIntrinsicOf(string scope) => IntrinsicScope = scope;

    public void AddStage(bool isFirst) => (Stage, FirstStage) = (true, isFirst);

    public void AddHintName() => HintName = true;

    public void AddHintValue(string name) => HintValueOf = name;

    public void AddQuantile() => Quantile = true;

    public void AddCount() => Count = true;
}

/// <summary>Which operators may follow an expression.</summary>
internal enum OperatorSet
{
    /// <summary>All between fields.</summary>
    Field,

    /// <summary>Logic and structure between spansets.</summary>
    Spanset,

    /// <summary>Arithmetic and comparisons, after an aggregate.</summary>
    Scalar,

    /// <summary>Arithmetic.</summary>
    Arithmetic,

    /// <summary>Plus, minus, times, divided by.</summary>
    Metric,

    /// <summary>Comparisons of numbers.</summary>
    Comparison,
}

/// <summary>Operators that may follow an expression.</summary>
/// <param name="Set">Which.</param>
/// <param name="MinimumLevel">Only those that bind at least so tightly.</param>
/// <param name="Left">The expression, if it is a field's.</param>
internal readonly record struct OperatorPlace(OperatorSet Set, int MinimumLevel, FieldExpression? Left);

/// <summary>What an operand of a field expression is for.</summary>
internal enum OperandUse
{
    Any,
    Number,
    Boolean,
}

/// <summary>Where an operand of a field expression stands.</summary>
/// <param name="Use">What it is for, at the start of an expression.</param>
/// <param name="Left">The operand before it; null at the start.</param>
/// <param name="Operator">The operator between.</param>
internal readonly record struct OperandPlace(OperandUse Use, FieldExpression? Left = null, BinaryOperator? Operator = null)
{
    public static OperandPlace Any => new(OperandUse.Any);
}

/// <summary>What an operand between spansets, aggregates or metrics must be.</summary>
internal enum PieceUse
{
    Any,
    Spanset,

    /// <summary>A pipeline in parentheses.</summary>
    Piped,
    Constant,
    MetricOrNumber,
}

/// <summary>Where an operand between spansets, aggregates or metrics stands.</summary>
/// <param name="Use">What it must be.</param>
/// <param name="Measured">The field whose aggregate a constant is compared with.</param>
internal readonly record struct PiecePlace(PieceUse Use, FieldExpression? Measured = null)
{
    public static PiecePlace Any => new(PieceUse.Any);

    public static PiecePlace Spanset => new(PieceUse.Spanset);

    public static PiecePlace Piped => new(PieceUse.Piped);

    public static PiecePlace MetricOrNumber => new(PieceUse.MetricOrNumber);
}
