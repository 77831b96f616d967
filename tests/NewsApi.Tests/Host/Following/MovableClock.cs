namespace NewsApi.Tests.Host.Following;

/// <summary>The time of day as a test moves it; timers run as always.</summary>
internal sealed class MovableClock : TimeProvider
{
    private TimeSpan _moved;

    public void Move(TimeSpan by) => _moved += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _moved;
}
