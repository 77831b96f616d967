namespace NewsApi.Doctor;

/// <summary>The result of a check of <c>newsapi doctor</c>.</summary>
/// <param name="Subject">What was checked, in one or two words.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do, in whole sentences; null if nothing is to be done.</param>
internal sealed record Finding(Severity Severity, string Subject, string Text, string? Remedy = null)
{
    public static Finding Fine(string subject, string text) => new(Severity.Fine, subject, text);

    public static Finding Warning(string subject, string text, string remedy) => new(Severity.Warning, subject, text, remedy);

    public static Finding Problem(string subject, string text, string remedy) => new(Severity.Problem, subject, text, remedy);
}
