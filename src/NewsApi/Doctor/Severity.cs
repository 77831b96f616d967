namespace NewsApi.Doctor;

/// <summary>How bad a <see cref="Finding"/> is.</summary>
internal enum Severity
{
    /// <summary>Nothing is to be done.</summary>
    Fine,

    /// <summary>The service works, but can lose something, or will stop to work if nothing is done.</summary>
    Warning,

    /// <summary>The service, or a part of it, does not work.</summary>
    Problem,
}
