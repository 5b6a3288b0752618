namespace Vivace.Server.Configuration;

/// <summary>Lists the settings in force: every honoured key of the table of known keys, and what was written besides.</summary>
internal static class SettingsList
{
    private const string Masked = "***";

    /// <summary>Lists them, in the order of the table.</summary>
    public static IEnumerable<ShownSetting> Of(Settings settings) => Below(settings, settings.Keys.Root, "", withDefaults: true);

    private static IEnumerable<ShownSetting> Below(Settings settings, KnownKey block, string path, bool withDefaults)
    {
        foreach (var key in block.Children)
        {
            if (key.Status is KeyStatus.NoEffect or KeyStatus.Warned or KeyStatus.Mapped || key.Type.Kind == KeyKind.Any)
                continue;
            foreach (var name in EffectiveConfig.NamesOf(settings, key, path, Api.ConfigurationView.Effective))
            {
                var keyPath = Settings.Join(path, name);
                if (key.Type.Kind != KeyKind.Block)
                {
                    if (Show(settings, key, keyPath, withDefaults) is { } shown)
                        yield return shown;
                    continue;
                }

                // A defaulted value inside an element of a list is not shown: what counts there is what was written.
                var below = key.Element is { } element
                    ? settings.NamesUnder(keyPath).SelectMany(item => Below(settings, element, keyPath + item, withDefaults: false))
                    : Below(settings, key, keyPath, withDefaults);
                foreach (var shown in below)
                    yield return shown;
            }
        }
    }

    private static ShownSetting? Show(Settings settings, KnownKey key, string path, bool withDefaults)
    {
        var written = settings.Find(path);
        if (written is null && (!withDefaults || key.Status != KeyStatus.Honoured))
            return null;
        var standard = EffectiveConfig.DefaultOf(key);
        var value = written is null ? standard : Text(key.Type, written.Value);
        return new ShownSetting(
            path, value, standard, key.Type.IsSecret, key.Status == KeyStatus.Honoured, SettingDescriptions.Shipped.Find(path));
    }

    private static string? Text(KeyType type, object? value) => value switch
    {
        null => null,
        _ when type.IsSecret => Masked,
        string text => text,
        _ => EffectiveConfig.Format(type, value),
    };
}
