using System.Numerics;
using Vivace.Storage.Columns;
using Vivace.Storage.Live;

namespace Vivace.Storage.Blocks;

/// <summary>Encodes columns of live codes and numbers. Keeps its buffers and the order of dictionaries for a whole block.</summary>
internal sealed class ColumnEncoder : IDisposable
{
    private readonly Dictionary<TextPool, PoolRanks> _ranks = [];
    private readonly TextPages _pages = new();
    private ulong[] _occurring = [];
    private int[] _localCodes = [];
    private long[] _numbers = [];
    private readonly List<int> _pageEnds = [];

    public ByteWriter Output { get; } = new();

    /// <summary>Forgets the order of dictionaries.</summary>
    public void ForgetDictionaries() => _ranks.Clear();

    /// <summary>Encodes the texts of some codes into <see cref="Output"/>.</summary>
    /// <param name="pool">The dictionary.</param>
    /// <param name="codes">One per entry; overwritten.</param>
    public void EncodeTexts(TextPool pool, Span<long> codes)
    {
        if (pool.IsDistinct)
            EncodeDictionary(pool, codes);
        else
            EncodePlain(pool, codes);
    }

    /// <summary>Encodes <see cref="PageFilters"/> into <see cref="Output"/>; nothing when few values differ.</summary>
    /// <param name="pool">The dictionary.</param>
    /// <param name="codes">One per entry.</param>
    public void EncodeFilters(TextPool pool, ReadOnlySpan<long> codes)
    {
        if (codes.Length < ValueFilter.FewestValues || (pool.IsDistinct && pool.Count < ValueFilter.FewestValues))
            return;
        if (pool.IsDistinct)
            EncodeDictionaryFilter(pool, codes);
        else
            EncodePlainFilters(pool, codes);
    }

    private void EncodeDictionaryFilter(TextPool pool, ReadOnlySpan<long> codes)
    {
        var occurring = ClearedBits(pool.Count);
        foreach (var code in codes)
            occurring[(int)(code >> 6)] |= 1UL << (int)(code & 63);
        var distinct = 0;
        foreach (var word in occurring)
            distinct += BitOperations.PopCount(word);
        if (distinct < ValueFilter.FewestValues)
            return;
        var size = ValueFilter.SizeFor(distinct);
        PageFilters.Begin(Output, [size]);
        var filter = Output.Reserve(size);
        filter.Clear();
        for (var word = 0; word < occurring.Length; word++)
        {
            for (var bits = occurring[word]; bits != 0; bits &= bits - 1)
                ValueFilter.Add(filter, pool[(word << 6) + BitOperations.TrailingZeroCount(bits)]);
        }
    }

    private void EncodePlainFilters(TextPool pool, ReadOnlySpan<long> codes)
    {
        _pageEnds.Clear();
        var bytes = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            bytes += pool[(int)codes[i]].Length;
            if (!TextPages.IsFull(bytes) && i + 1 < codes.Length)
                continue;
            if (bytes > 0) // empty values alone make no page
                _pageEnds.Add(i + 1);
            bytes = 0;
        }

        var sizes = new int[_pageEnds.Count];
        for (var page = 0; page < sizes.Length; page++)
            sizes[page] = ValueFilter.SizeFor(_pageEnds[page] - (page == 0 ? 0 : _pageEnds[page - 1]));
        PageFilters.Begin(Output, sizes);
        var entry = 0;
        for (var page = 0; page < sizes.Length; page++)
        {
            var filter = Output.Reserve(sizes[page]);
            filter.Clear();
            for (; entry < _pageEnds[page]; entry++)
                ValueFilter.Add(filter, pool[(int)codes[entry]]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Output.Dispose();
        _pages.Dispose();
    }

    private void EncodeDictionary(TextPool pool, Span<long> codes)
    {
        if (!_ranks.TryGetValue(pool, out var ranks))
            _ranks.Add(pool, ranks = new PoolRanks(pool));

        var occurring = ClearedBits(ranks.CodeOfRank.Length);
        var words = occurring.Length;
        if (_localCodes.Length < ranks.CodeOfRank.Length)
            _localCodes = new int[ranks.CodeOfRank.Length * 2];
        for (var i = 0; i < codes.Length; i++)
        {
            var rank = ranks.RankOfCode[(int)codes[i]];
            codes[i] = rank;
            occurring[rank >> 6] |= 1UL << (rank & 63);
        }

        var distinct = 0;
        EnsureNumbers(codes.Length);
        for (var word = 0; word < words; word++)
        {
            for (var bits = occurring[word]; bits != 0; bits &= bits - 1)
            {
                var rank = (word << 6) + BitOperations.TrailingZeroCount(bits);
                _localCodes[rank] = distinct;
                _numbers[distinct++] = pool[ranks.CodeOfRank[rank]].Length;
            }
        }

        for (var i = 0; i < codes.Length; i++)
            codes[i] = _localCodes[codes[i]];
        TextEncoding.BeginDictionary(Output, _numbers.AsSpan(0, distinct), codes);
        for (var word = 0; word < words; word++)
        {
            for (var bits = occurring[word]; bits != 0; bits &= bits - 1)
                _pages.Add(Output, pool[ranks.CodeOfRank[(word << 6) + BitOperations.TrailingZeroCount(bits)]]);
        }

        _pages.Finish(Output);
    }

    private void EncodePlain(TextPool pool, ReadOnlySpan<long> codes)
    {
        EnsureNumbers(codes.Length);
        for (var i = 0; i < codes.Length; i++)
            _numbers[i] = pool[(int)codes[i]].Length;
        TextEncoding.BeginPlain(Output, _numbers.AsSpan(0, codes.Length));
        foreach (var code in codes)
            _pages.Add(Output, pool[(int)code]);
        _pages.Finish(Output);
    }

    /// <summary>A bit for each of some codes, all clear.</summary>
    private Span<ulong> ClearedBits(int count)
    {
        var words = (count + 63) >> 6;
        if (_occurring.Length < words)
            _occurring = new ulong[words * 2];
        var bits = _occurring.AsSpan(0, words);
        bits.Clear();
        return bits;
    }

    private void EnsureNumbers(int count)
    {
        if (_numbers.Length < count)
            _numbers = new long[Math.Max(count, _numbers.Length * 2)];
    }
}
