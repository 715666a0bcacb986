namespace CnnVulkan.Cli.Output;

/// <summary>
/// A file that is written whole or not at all: to a temporary name beside it, renamed by <see cref="Commit"/>. Made before the long
/// work, so that an output that cannot be written is found at once.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;

    public OutputFile(string path)
    {
        _path = Path.GetFullPath(path);
        if (Directory.Exists(_path))
            throw new CommandException($"The output '{path}' is a folder. Name a file in it.");
        string folder = Path.GetDirectoryName(_path)!;
        if (!Directory.Exists(folder))
            throw new CommandException($"The output '{path}' cannot be written: the folder '{folder}' does not exist.");
        _temporary = Path.Combine(folder, $".{Path.GetFileName(_path)}.{Environment.ProcessId}.{Guid.NewGuid():N}");
        try
        {
            Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.ReadWrite);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The output '{path}' cannot be written: {failure.Message}", failure);
        }
    }

    public FileStream Stream { get; }

    /// <summary>Gives the file its name.</summary>
    public void Commit()
    {
        Stream.Flush(flushToDisk: false);
        Stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
    }

    public void Dispose()
    {
        Stream.Dispose();
        File.Delete(_temporary);
    }

    /// <summary>Makes the folder for several outputs.</summary>
    public static string Folder(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The output folder '{path}' cannot be made: {failure.Message}", failure);
        }
    }
}
