using Xunit;

namespace Vivace.Server.Tests.EndToEnd;

/// <summary>The recording with its expected answers, computed once.</summary>
public sealed class RecordingFixture : IAsyncLifetime
{
    internal Recording? Recording { get; private set; }

    internal RecordingAnswers? Answers { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (Recording.Find() is not { } path)
            return;
        Recording = await Recording.ReadAsync(path, TestContext.Current.CancellationToken);
        Answers = new RecordingAnswers(Recording);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
