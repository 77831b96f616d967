using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;
using Xunit.Sdk;

namespace NewsApi.Tests.Support;

/// <summary>
/// Waits for a state that nothing signals: checks every 10 ms and fails after a minute unless the caller sets another limit, with the
/// condition and
/// the last value. It is the only place in the tests that pauses (House/TestTextTests).
/// </summary>
internal static class Poll
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>For states that take milliseconds on a quiet machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Returns when the condition holds.</summary>
    /// <param name="seen">What the failure message shows beside the condition.</param>
    public static Task UntilAsync(
        Func<bool> holds, Func<object?>? seen = null, TimeSpan? atMost = null,
            [CallerArgumentExpression(nameof(holds))] string condition = "") =>
        UntilAsync(() => Task.FromResult(holds()), seen, atMost, condition);

    /// <summary>Returns when the condition holds.</summary>
    public static Task UntilAsync(
        Func<Task<bool>> holds, Func<object?>? seen = null, TimeSpan? atMost = null,
            [CallerArgumentExpression(nameof(holds))] string condition = "") =>
        ReadUntilAsync(holds, held => held, _ => seen?.Invoke(), atMost, condition);

    /// <summary>Reads until the value fulfils the condition, and returns it.</summary>
    public static Task<T> ReadUntilAsync<T>(
        Func<Task<T>> read, Func<T, bool> holds, TimeSpan? atMost = null,
            [CallerArgumentExpression(nameof(holds))] string condition = "") =>
        ReadUntilAsync(read, holds, value => value, atMost, condition);

    /// <summary>Repeats the action until it throws no exception of that type, and returns its result.</summary>
    public static async Task<T> RetryAsync<T, TException>(
        Func<Task<T>> action, TimeSpan? atMost = null, [CallerArgumentExpression(nameof(action))] string name = "")
        where TException : Exception
    {
        var (start, longest) = (Stopwatch.GetTimestamp(), atMost ?? Longest);
        while (true)
        {
            try
            {
                return await action();
            }
            catch (TException e)
            {
                if (Stopwatch.GetElapsedTime(start) > longest)
                {
                    throw new XunitException($"Failed for {longest.TotalSeconds} seconds: {name}\nlast with: {e.Message}", e);
                }
            }

            await Task.Delay(Interval, Cancel);
        }
    }

    private static async Task<T> ReadUntilAsync<T>(
        Func<Task<T>> read, Func<T, bool> holds, Func<T, object?> seen, TimeSpan? atMost, string condition)
    {
        var (start, longest) = (Stopwatch.GetTimestamp(), atMost ?? Longest);
        while (true)
        {
            var value = await read();
            if (holds(value))
            {
                return value;
            }

            if (Stopwatch.GetElapsedTime(start) > longest)
            {
                throw new XunitException($"Not within {longest.TotalSeconds} seconds: {condition}\nlast seen: {seen(value)}");
            }

            await Task.Delay(Interval, Cancel);
        }
    }
}
