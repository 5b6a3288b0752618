namespace Vivace.OpenTelemetry;

/// <summary>What is written to the console, and how.</summary>
public sealed class ConsoleConfig
{
    /// <summary>True for ANSI colours. Where nothing is set: true on a terminal, unless <c>NO_COLOR</c> is set.</summary>
    public bool? Color { get; private set; }

    /// <summary>True where finished spans are written too, not log lines alone.</summary>
    public bool Spans { get; private set; }

    /// <summary>Where lines go; null for standard error, which leaves standard output to the program's own results.</summary>
    public TextWriter? Writer { get; private set; }

    /// <summary>Sets <see cref="Color"/>.</summary>
    /// <param name="color">True for ANSI colours, false for plain text.</param>
    /// <returns>This configuration.</returns>
    public ConsoleConfig WithColor(bool color)
    {
        Color = color;
        return this;
    }

    /// <summary>Writes a line for each span that ends and is sampled: name, duration and ids.</summary>
    /// <returns>This configuration.</returns>
    public ConsoleConfig WithSpans()
    {
        Spans = true;
        return this;
    }

    /// <summary>Sets <see cref="Writer"/>.</summary>
    /// <param name="writer">Used under a lock and never disposed.</param>
    /// <returns>This configuration.</returns>
    public ConsoleConfig WithWriter(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Writer = writer;
        return this;
    }
}
