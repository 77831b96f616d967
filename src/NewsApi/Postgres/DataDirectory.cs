namespace NewsApi.Postgres;

/// <summary>The directory of the private server: where it is by default, and making it.</summary>
public static class DataDirectory
{
    /// <summary>Where the data goes when no setting says otherwise; null when this user has no home.</summary>
    public static string? Default
    {
        get
        {
            // PostgreSQL refuses root, and /root is closed to the user it runs as instead.
            if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
            {
                return "/var/lib/newsapi";
            }

            var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return local.Length == 0 ? null : Path.Combine(local, "newsapi");
        }
    }

    /// <summary>Makes it where it is missing, so that the user the server runs as can pass through.</summary>
    internal static void Make(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            // Whatever the umask: the server's user has to get through. The folders inside are its own.
            File.SetUnixFileMode(
                path,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }
}
