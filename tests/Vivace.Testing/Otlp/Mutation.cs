namespace Vivace.Testing.Otlp;

/// <summary>Damages bytes the way a broken or hostile sender would.</summary>
public static class Mutation
{
    public static byte[] Of(byte[] bytes, Random random)
    {
        var mutated = bytes.ToList();
        for (var left = random.Next(1, 6); left > 0; left--)
        {
            var at = random.Next(mutated.Count + 1);
            switch (random.Next(7))
            {
                case 0 when mutated.Count > 0: // one bit
                    mutated[at % mutated.Count] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when mutated.Count > 0: // a telling byte
                    mutated[at % mutated.Count] = (byte)(random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => 0x80 });
                    break;
                case 2: // cut
                    mutated.RemoveRange(at, mutated.Count - at);
                    break;
                case 3: // leave a piece out
                    mutated.RemoveRange(at, random.Next(Math.Min(16, mutated.Count - at) + 1));
                    break;
                case 4: // noise
                    var noise = new byte[random.Next(1, 16)];
                    random.NextBytes(noise);
                    mutated.InsertRange(at, noise);
                    break;
                case 5: // a piece twice
                    mutated.InsertRange(at, mutated.GetRange(at, random.Next(Math.Min(64, mutated.Count - at) + 1)));
                    break;
                default: // a length far beyond the end
                    mutated.InsertRange(at, [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]);
                    break;
            }
        }

        return [.. mutated];
    }
}
