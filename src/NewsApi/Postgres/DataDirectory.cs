namespace NewsApi.Postgres;

/// <summary>The data directory of the private server.</summary>
public static class DataDirectory
{
    /// <summary>The directory that is used if the setting is missing; null if this user has no home folder.</summary>
    public static string? Default
    {
        get
        {
            // PostgreSQL does not run as root, and the user who runs it cannot enter /root.
            if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
            {
                return "/var/lib/newsapi";
            }

            var local = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return local.Length == 0 ? null : Path.Combine(local, "newsapi");
        }
    }

    /// <summary>Creates the directory if it is missing. The server's user can enter it.</summary>
    internal static void Create(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            // The mode is set explicitly, because the umask could otherwise prevent the server's user from entering. The folders inside
            // belong to that user.
            File.SetUnixFileMode(
                path,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }
}
