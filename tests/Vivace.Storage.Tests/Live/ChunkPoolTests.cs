using Vivace.Storage.Live;
using Xunit;

namespace Vivace.Storage.Tests.Live;

public sealed class ChunkPoolTests
{
    private readonly ChunkPool<int> _pool = new(128);

    [Fact]
    public void A_chunk_given_back_is_given_out_again()
    {
        var chunk = _pool.Rent();
        Assert.NotSame(chunk, _pool.Rent());
        _pool.Return([chunk]);
        Assert.Same(chunk, _pool.Rent());
    }

    [Fact]
    public void Chunks_of_another_length_are_left_alone()
    {
        var small = new int[64];
        _pool.Return([small]);
        Assert.NotSame(small, _pool.Rent());
    }

    [Fact]
    public void Everything_goes_at_once_when_nothing_is_live()
    {
        var chunk = _pool.Rent();
        _pool.Return([chunk]);
        Assert.Equal(128 * sizeof(int), _pool.Clear());
        Assert.NotSame(chunk, _pool.Rent());
        Assert.Equal(0, _pool.Clear());
        Assert.Equal(0, _pool.Trim());
    }

    [Fact]
    public void Only_what_nobody_needed_since_the_last_trim_goes()
    {
        var chunks = Enumerable.Range(0, 10).Select(_ => _pool.Rent()).ToArray();
        _pool.Return(chunks);
        Assert.Equal(0, _pool.Trim()); // they came since

        var used = Enumerable.Range(0, 4).Select(_ => _pool.Rent()).ToArray();
        _pool.Return(used);
        Assert.Equal(6 * 128 * sizeof(int), _pool.Trim());
        Assert.Equal(4 * 128 * sizeof(int), _pool.Trim());
        Assert.Equal(0, _pool.Trim());
    }
}
