namespace NewsApi.Cli;

/// <summary>The output of an export cannot be written. The message says why.</summary>
internal sealed class ExportOutputException(string message, Exception inner) : Exception(message, inner);
