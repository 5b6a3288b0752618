using FsCheck;
using FsCheck.Fluent;
using Vivace.Query.Tags;
using Xunit;

namespace Vivace.Query.Tests;

public class ByteStringSetTests
{
    [Fact]
    public void A_set_agrees_with_a_dictionary_of_texts() =>
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var set = new ByteStringSet();
            var expected = new Dictionary<string, int>();
            for (var i = 0; i < 2_000; i++)
            {
                var text = new byte[random.Next(random.Next(4) == 0 ? 60 : 18)];
                for (var at = 0; at < text.Length; at++)
                    text[at] = (byte)random.Next(random.Next(8) == 0 ? 256 : 2); // zeros that padding could hide
                var key = Convert.ToHexString(text);
                var isNew = expected.TryAdd(key, expected.Count);
                if (random.Next(2) == 0)
                    Assert.Equal(isNew, set.Add(text));
                Assert.Equal(expected[key], set.GetOrAdd(text));
            }

            Assert.Equal(expected.Count, set.Count);
            Assert.Equal(expected.Keys.Sum(key => key.Length / 2L), set.SizeBytes);
            foreach (var (key, index) in expected)
                Assert.Equal(key, Convert.ToHexString(set[index]));
        }).QuickCheckThrowOnFailure();
}
