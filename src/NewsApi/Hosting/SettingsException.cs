namespace NewsApi.Hosting;

/// <summary>A setting with which the program cannot run. The message is complete for the user.</summary>
public sealed class SettingsException(string message) : Exception(message);
