namespace NewsApi.Content.Reading.Lists;

/// <summary>The length of the periods of a timeline. Each period begins at midnight in UTC.</summary>
public enum TimelineUnit
{
    /// <summary>A day from midnight to midnight.</summary>
    Day,

    /// <summary>A calendar month.</summary>
    Month,
}
