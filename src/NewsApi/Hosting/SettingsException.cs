namespace NewsApi.Hosting;

/// <summary>A setting is invalid, so that the program cannot run. The message is written for the user.</summary>
public sealed class SettingsException(string message) : Exception(message);
