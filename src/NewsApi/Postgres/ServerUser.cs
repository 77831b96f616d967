using System.Diagnostics;

namespace NewsApi.Postgres;

/// <summary>
/// The user of the operating system that runs the server. Usually it is the user of this process. If this process runs as root, it is
/// another user, because PostgreSQL does not run as root.
/// </summary>
/// <param name="Name">The name; null for the user of this process.</param>
internal sealed record ServerUser(string? Name)
{
    /// <summary>
    /// Finds the user. If this process runs as root, the method tries these users in order: the owner of the existing data,
    /// <c>postgres</c>, and the system's user without rights.
    /// </summary>
    /// <exception cref="PostgresUnavailableException">The process runs as root, and none of these users exists.</exception>
    public static async Task<ServerUser> FindAsync(ServerFolder folder, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new ServerUser(null as string);
        }

        if (Directory.Exists(folder.Data))
        {
            string[] ownersName = OperatingSystem.IsMacOS() ? ["-f", "%Su"] : ["-c", "%U"];
            var owner = await ProgramRun.RunAsync("stat", [.. ownersName, folder.Data], cancellationToken);
            if (owner.Succeeded && owner.Output.Trim() is not ("root" or "UNKNOWN" or "") and var name)
            {
                return new ServerUser(name);
            }
        }

        foreach (var name in (string[])["postgres", "nobody"])
        {
            if ((await ProgramRun.RunAsync("id", ["-u", name], cancellationToken)).Succeeded)
            {
                return new ServerUser(name);
            }
        }

        throw new PostgresUnavailableException(
            "PostgreSQL does not run as root, and this machine has neither a user 'postgres' nor a user 'nobody'. "
            + "Run newsapi as an ordinary user, or create a user 'postgres'.");
    }

    /// <summary>Creates a folder that this user owns and no other user may enter.</summary>
    public async Task OwnFolderAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        await OwnAsync(path, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Makes this user the owner of a file or folder.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (Name is not null && await ProgramRun.RunAsync("chown", [Name, path], cancellationToken) is { Succeeded: false } run)
        {
            throw new PostgresUnavailableException($"PostgreSQL's user '{Name}' cannot become the owner of {path}: {run.Errors.Trim()}");
        }
    }

    /// <summary>
    /// Throws if this user cannot write into a folder, for example below <c>/root</c>. PostgreSQL's own message would not name this cause.
    /// </summary>
    public async Task CheckCanWriteAsync(string folder, CancellationToken cancellationToken)
    {
        if (Name is not null
            && !(await ProgramRun.RunAsync("/bin/sh", ["-c", "test -w \"$1\"", "sh", folder], cancellationToken, Apply)).Succeeded)
        {
            throw new PostgresUnavailableException(
                $"PostgreSQL does not run as root, so it runs as the user '{Name}'. This user cannot write to {folder}. "
                + "Set NewsApi__DataDirectory to a folder whose parents all users may enter, such as /var/lib/newsapi.");
        }
    }

    /// <summary>Makes the program run as this user.</summary>
    public void Apply(ProcessStartInfo program)
    {
        if (Name is not null)
        {
            program.UserName = Name;
        }
    }
}
