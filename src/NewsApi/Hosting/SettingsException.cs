namespace NewsApi.Hosting;

/// <summary>A setting that this program cannot run with; the message is all that a person needs.</summary>
public sealed class SettingsException(string message) : Exception(message);
