namespace NewsApi.Doctor;

/// <summary>One check of <c>newsapi doctor</c>.</summary>
/// <param name="Subject">What is checked, for the finding if the check itself fails.</param>
/// <param name="RunAsync">Makes the finding.</param>
internal sealed record Check(string Subject, Func<CancellationToken, Task<Finding>> RunAsync);
