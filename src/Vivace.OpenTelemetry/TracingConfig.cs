using Vivace.OpenTelemetry.Filtering;

namespace Vivace.OpenTelemetry;

/// <summary>What is recorded, and what is shown on the console.</summary>
public sealed class TracingConfig
{
    /// <summary>The filter in force, in canonical form; null where none was set.</summary>
    public string? Filter => ChosenFilter?.ToString();

    internal TracingFilter? ChosenFilter { get; private set; }

    /// <summary>Null where nothing was said.</summary>
    internal ConsoleConfig? Console { get; private set; }

    /// <summary>True where the console was refused.</summary>
    internal bool ConsoleOff { get; private set; }

    /// <summary>Chooses what is recorded, by source and level: <c>trace</c>, <c>info,my.source=debug</c>, <c>off</c>.</summary>
    /// <param name="filter">
    /// Directives, separated by commas: a level (<c>off</c>, <c>error</c>, <c>warn</c>, <c>info</c>, <c>debug</c>, <c>trace</c>) for
    /// everything, <c>name=level</c> for the sources and logger categories that begin with the name, or a name alone for all of
    /// them. The longest name wins; what nothing covers is off. Case does not matter.
    /// </param>
    /// <returns>This configuration.</returns>
    /// <exception cref="FilterFormatException">A directive cannot be read; the message has its position.</exception>
    /// <remarks>Without a filter, activities are recorded as with <c>debug</c>, and logging is left as the application has it.</remarks>
    public TracingConfig WithFilter(string filter)
    {
        ChosenFilter = FilterParser.Parse(filter);
        return this;
    }

    /// <summary>Writes log lines to the console, coloured on a terminal.</summary>
    /// <returns>This configuration.</returns>
    public TracingConfig WithConsole() => WithConsole(static _ => { });

    /// <summary>Writes log lines to the console.</summary>
    /// <param name="color">True for ANSI colours, false for plain text.</param>
    /// <returns>This configuration.</returns>
    public TracingConfig WithConsole(bool color) => WithConsole(console => console.WithColor(color));

    /// <summary>Writes log lines, and spans if asked, to the console.</summary>
    /// <param name="configure">Says how.</param>
    /// <returns>This configuration.</returns>
    public TracingConfig WithConsole(Action<ConsoleConfig> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Console ??= new ConsoleConfig();
        ConsoleOff = false;
        configure(Console);
        return this;
    }

    /// <summary>Writes nothing to the console.</summary>
    /// <returns>This configuration.</returns>
    public TracingConfig WithoutConsole()
    {
        Console = null;
        ConsoleOff = true;
        return this;
    }
}
