using System.Diagnostics;

namespace NewsApi.Postgres;

/// <summary>
/// Which user the server runs as. PostgreSQL refuses root, so root hands it to another user; anyone else runs it as themselves.
/// </summary>
/// <param name="Name">Null: whoever runs this process.</param>
internal sealed record ServerUser(string? Name)
{
    /// <summary>The owner of the data that is there; else <c>postgres</c>, else <c>nobody</c>.</summary>
    /// <exception cref="PostgresUnavailableException">Root, and no other user to be.</exception>
    public static async Task<ServerUser> ForAsync(ServerFolder folder, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new ServerUser(null as string);
        }

        if (Directory.Exists(folder.Data))
        {
            string[] ownersName = OperatingSystem.IsMacOS() ? ["-f", "%Su"] : ["-c", "%U"];
            var owner = await ProgramRun.OfAsync("stat", [.. ownersName, folder.Data], cancellationToken);
            if (owner.Succeeded && owner.Output.Trim() is not ("root" or "UNKNOWN" or "") and var name)
            {
                return new ServerUser(name);
            }
        }

        foreach (var name in (string[])["postgres", "nobody"])
        {
            if ((await ProgramRun.OfAsync("id", ["-u", name], cancellationToken)).Succeeded)
            {
                return new ServerUser(name);
            }
        }

        throw new PostgresUnavailableException(
            "PostgreSQL refuses to run as root, and there is no user 'postgres' or 'nobody' to run it as. "
            + "Run newsapi as an ordinary user, or make a user 'postgres'.");
    }

    /// <summary>Makes a folder that this user owns and nobody else may enter.</summary>
    public async Task OwnFolderAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        await OwnAsync(path, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Hands a file or folder over to this user.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (Name is not null && await ProgramRun.OfAsync("chown", [Name, path], cancellationToken) is { Succeeded: false } run)
        {
            throw new PostgresUnavailableException($"Cannot give {path} to the user '{Name}' that PostgreSQL runs as: {run.Errors.Trim()}");
        }
    }

    /// <summary>Refuses a folder that this user cannot reach, such as one below <c>/root</c>, before PostgreSQL does in riddles.</summary>
    public async Task CheckCanWriteAsync(string folder, CancellationToken cancellationToken)
    {
        if (Name is not null
            && !(await ProgramRun.OfAsync("/bin/sh", ["-c", "test -w \"$1\"", "sh", folder], cancellationToken, As)).Succeeded)
        {
            throw new PostgresUnavailableException(
                $"PostgreSQL runs as the user '{Name}' here, because it refuses root, and that user cannot reach {folder}. "
                + "Set NewsApi__DataDirectory to a folder whose parents everybody may enter, such as /var/lib/newsapi.");
        }
    }

    /// <summary>Makes a program about to be started run as this user.</summary>
    public void As(ProcessStartInfo program)
    {
        if (Name is not null)
        {
            program.UserName = Name;
        }
    }
}
