namespace NewsApi.Hosting;

/// <summary>Thrown if the program cannot run with a setting. The message is complete and is shown to the user.</summary>
public sealed class SettingsException(string message) : Exception(message);
