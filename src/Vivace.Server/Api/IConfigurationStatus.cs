namespace Vivace.Server.Api;

/// <summary>Shows the configuration in force as text. Secrets are masked by the implementation.</summary>
public interface IConfigurationStatus
{
    /// <summary>The configuration as YAML.</summary>
    string RenderConfiguration(ConfigurationView view);

    /// <summary>What is reloaded at run time (the per-tenant overrides) as YAML.</summary>
    string RenderRuntimeConfiguration(ConfigurationView view);

    /// <summary>Keys that were accepted without effect or under another name, one per line with the reason; empty
    /// when there are none.</summary>
    string RenderNotices();
}

/// <summary>Which part of a configuration to show.</summary>
public enum ConfigurationView
{
    /// <summary>Everything in force.</summary>
    Effective,

    /// <summary>Only what differs from the defaults.</summary>
    Differences,

    /// <summary>The defaults.</summary>
    Defaults,
}
