using System.Text.Json;

namespace CnnVulkan.Tests.Cli;

public sealed class NetworkNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_network_is_listed()
    {
        JsonElement[] networks = [.. JsonDocument.Parse(CliRun.Of("networks", "--json").Output).RootElement.EnumerateArray()];
        ILookup<bool, string> byTrained = networks.ToLookup(n => n.TryGetProperty("trained", out _), n => n.GetProperty("name").GetString()!);
        Assert.Equal(NetworkCatalog.All.Select(n => n.Name), byTrained[false]);
        Assert.Equal(BundledModels.Installed.Names, byTrained[true]);
        string[] names = [.. byTrained[true], .. byTrained[false]];
        string table = CliRun.Of("networks").Output;
        Assert.All(names, name => Assert.Contains(name, table));
    }

    [Fact]
    public void A_network_is_made_for_the_size_asked_for()
    {
        CliRun run = CliRun.Of("summary", "vgg-11", "--input", "1x64x96", "--classes", "5", "--width", "0.25");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("1×16×64×96", run.Output);
        Assert.Contains("1×5", run.Output);
    }

    [Fact]
    public void A_file_takes_a_size_too()
        => Assert.Contains("1×4×20×12", CliRun.Of("summary", CliModels.Classifier(_folder), "--input", "3x20x12").Output);

    [Fact]
    public void Wrong_names_and_sizes()
    {
        CliRun.Fails(["summary", "rasnet50"], "'rasnet50'", "resnet50", "cnnvulkan networks");
        CliRun.Fails(["summary", "vgg16", "--input", "3x224xbig"], "3x224xbig", "3x224x224");
        CliRun.Fails(["summary", "vgg16", "--input", "3x16x16"], "vgg16", "'pool5'");
        CliRun.Fails(["summary", "mobilenetv1", "--width", "0.01"], "'conv1'", "width multiplier");
        CliRun.Fails(["summary", CliModels.Classifier(_folder), "--classes", "3"], "--classes", "by name");
        CliRun.Fails(["bench", "lenet5", "--initialization", "xavier"], "'xavier'", "small");
        CliRun.Fails(["run", "lenet5"], "--input input=FILE.npy");
    }
}
