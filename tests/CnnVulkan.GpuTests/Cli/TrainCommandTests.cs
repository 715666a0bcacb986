using System.Buffers.Binary;
using System.Text.Json;
using CnnVulkan.Cli.Pictures;
using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Tests;
using CnnVulkan.Tests.Cli;

namespace CnnVulkan.GpuTests.Cli;

/// <summary>Networks trained as a user does it: from files to a model that the other commands take.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private const int Size = 12, Count = 96;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_network_is_trained_and_evaluated()
    {
        _ = GpuFixture.Device;
        string data = Data(), model = _folder["model/"];
        CliRun run = CliRun.Of("train", "lenet5-relu", "--data", data, "--epochs", "4", "--batch", "8", "--lr", "0.02", "--hold-out", "0.25", "--out", model);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("lenet5-relu: ", run.Output);
        Assert.Contains("epoch 4/4", run.Output);
        Assert.Contains($"Wrote {model}", run.Output);
        Assert.Equal(["config.json", "model.onnx", "preprocessor_config.json", "training.jsonl", "training.png"], Directory.GetFiles(model).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(4, File.ReadAllLines(_folder["model/training.jsonl"]).Length);
        Assert.True(PictureFile.Load(_folder["model/training.png"]).Width > 400);
        JsonElement result = JsonDocument.Parse(CliRun.Of("evaluate", model, "--data", data, "--json").Output).RootElement;
        Assert.InRange(result.GetProperty("top1").GetDouble(), 0.95, 1);
        // Going on from the file, with another number of classes: a new last layer, and all before it frozen.
        string other = Data(classes: 2, name: "other");
        CliRun more = CliRun.Of("train", model, "--data", other, "--freeze", "*", "--epochs", "2", "--batch", "8", "--lr", "0.02", "--out", _folder["two.onnx"], "--json");
        Assert.Equal((0, ""), (more.ExitCode, more.Error));
        Assert.Equal(2, more.Output.Trim().Split('\n').Length);
        Model before = ModelLoader.Load(model), after = ModelLoader.Load(_folder["two.onnx"]);
        string[] changed = [.. before.Graph.Constants.Keys.Where(k => before.Graph.Constants[k] is Tensor<float> b && !b.Data.SequenceEqual(((Tensor<float>)after.Graph.Constants[k]).Data))];
        Assert.Equal(["fc5/bias", "fc5/weights"], changed.Order(StringComparer.Ordinal));
        Assert.Equal(2, ((Tensor<float>)after.Graph.Constants["fc5/bias"]).Data.Length);
    }

    [SkippableFact]
    public void What_cannot_be_trained_is_said()
    {
        _ = GpuFixture.Device;
        string data = Data(), model = _folder["m.onnx"];
        void Fails(string[] more, params string[] texts) => CliRun.Fails(["train", "lenet5-relu", "--data", data, "--out", model, .. more], texts);
        Fails(["--lr", "-1"], "--lr must be above 0");
        Fails(["--epochs", "0"], "--epochs must be at least 1");
        Fails(["--optimizer", "adam", "--momentum", "0.5"], "--momentum is for sgd");
        Fails(["--schedule", "sometimes"], "--schedule is constant", "sometimes");
        Fails(["--schedule", "5,3"], "must ascend");
        Fails(["--augment", "shake"], "--augment", "shake");
        Fails(["--time-limit", "soon"], "--time-limit", "soon");
        Fails(["--freeze", "nothing*"], "--freeze nothing*", "no weight of that name");
        Fails(["--freeze", "*"], "no weights to train");
        Fails(["--batch", "512"], "fewer than the 512");
        Fails(["--resume"], "no checkpoint");
        Fails(["--lr", "3e38", "--batch", "8", "--optimizer", "sgd", "--schedule", "constant"], "Epoch 1", "first in '", "lower rate");
        // The state before the bad step was kept, and is not lost by beginning anew.
        Fails([], "There is a checkpoint", "--resume");
        CliRun.Fails(["train", "lenet5", "--data", data, "--out", _folder["no/such/m.onnx"]], "no/such");
        CliRun.Fails(["train", "lenet5", "--data", _folder["none"], "--out", _folder["other.onnx"]], "no such folder");
        CliRun.Fails(["train", "filters", "--data", data, "--out", _folder["other.onnx"]], "filters");
    }

    [SkippableFact]
    public void A_time_limit_keeps_the_state_to_go_on_from()
    {
        _ = GpuFixture.Device;
        string data = Data(), model = _folder["m.onnx"];
        CliRun run = CliRun.Of("train", "lenet5", "--data", data, "--epochs", "100000", "--batch", "8", "--time-limit", "1s", "--out", model);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("The time is up. Wrote", run.Output);
        Assert.True(File.Exists($"{model}.checkpoint"));
        CliRun.Fails(["train", "lenet5", "--data", data, "--epochs", "100000", "--batch", "8", "--seed", "2", "--resume", "--out", model], "another training", "seed 1", "seed 2");
        run = CliRun.Of("train", "lenet5", "--data", data, "--epochs", "100000", "--batch", "8", "--time-limit", "1.5s", "--resume", "--out", model);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    /// <summary>Pictures in MNIST's format: a bright quarter, which is the class, among noise.</summary>
    private string Data(int classes = 4, string name = "data")
    {
        byte[] images = new byte[16 + Count * Size * Size], labels = new byte[8 + Count];
        foreach ((int at, int value) in new[] { (0, 0x803), (4, Count), (8, Size), (12, Size) })
            BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(at), value);
        foreach ((int at, int value) in new[] { (0, 0x801), (4, Count) })
            BinaryPrimitives.WriteInt32BigEndian(labels.AsSpan(at), value);
        for (int i = 0; i < Count; i++)
        {
            labels[8 + i] = (byte)(i % classes);
            for (int at = 0; at < Size * Size; at++)
            {
                int quarter = at / Size / (Size / 2) * 2 + at % Size / (Size / 2);
                images[16 + i * Size * Size + at] = (byte)((quarter == i % classes ? 160 : 10) + (i * 31 + at * 17) % 90);
            }
        }
        _folder.Write($"{name}/train-images-idx3-ubyte", images);
        _folder.Write($"{name}/train-labels-idx1-ubyte", labels);
        return _folder[name];
    }
}
