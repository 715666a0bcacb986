using CnnVulkan.Cli;
using CnnVulkan.Cli.Output;

namespace CnnVulkan.Tests.Cli;

public sealed class OutputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_commit_the_old_file_stays_and_nothing_else()
    {
        string path = _folder.Write("out", "old");
        using (var file = new OutputFile(path))
            file.Stream.WriteByte(1);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void A_commit_replaces_it()
    {
        string path = _folder.Write("out", "old");
        using (var file = new OutputFile(path))
        {
            file.Stream.Write("new"u8);
            file.Commit();
        }
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_found_at_once()
        => Assert.Throws<CommandException>(() => new OutputFile(_folder["none/out"]));
}
