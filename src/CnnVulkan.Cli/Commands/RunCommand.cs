using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CnnVulkan.Cli.Output;
using CnnVulkan.Graphs;

namespace CnnVulkan.Cli.Commands;

/// <summary>Runs a network on tensors in files.</summary>
internal sealed class RunCommand : ToolCommand
{
    private readonly Argument<string> _model = ModelOptions.Argument();

    private readonly Option<string[]> _inputs = new("--input")
    {
        Description = "An input and the NumPy file that holds it; once per input.",
        HelpName = "NAME=FILE.npy",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _output = new("--output") { Description = "The folder to write the outputs to, as NAME.npy.", HelpName = "DIR" };

    private readonly Option<string[]> _keep = new("--keep")
    {
        Description = "An intermediate tensor to give out as well.",
        HelpName = "TENSOR",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<Precision> _precision = ModelOptions.Precision();
    private readonly NetworkFlags _network;

    public RunCommand(CommonOptions common, CancellationToken interrupt)
        : base("run", "Run a network on tensors: NumPy files in and out.", common, interrupt)
    {
        Arguments.Add(_model);
        foreach (Option option in new Option[] { _inputs, _output, _keep, _precision })
            Options.Add(option);
        _network = new NetworkFlags(this, input: false);
    }

    protected override int Execute(CommandContext context)
    {
        string[][] pairs = [.. context.Get(_inputs).Select(Split)];
        Model model = _network.Load(context, context.Get(_model));
        string[] keep = [.. context.Get(_keep).Select(name => TensorNames.Resolve(model, name))];
        Dictionary<string, Tensor> inputs = ReadInputs(model, pairs);
        string? folder = context.Get(_output) is { } path ? OutputFile.Folder(path) : null;
        using var worker = new Worker(model.Graph, context.Device, new WorkerOptions { Precision = context.Get(_precision), Keep = keep });
        foreach ((string name, Tensor tensor) in inputs)
            worker.SetInput(name, tensor);
        worker.Schedule();
        foreach (string name in model.Outputs.Concat(keep).Distinct())
            Tell(context, name, worker.PeekOutput(name).Readback(), folder);
        return 0;
    }

    private static string[] Split(string text)
    {
        int equals = text.LastIndexOf('=');
        return equals > 0 && equals < text.Length - 1
            ? [text[..equals], text[(equals + 1)..]]
            : throw new CommandException($"--input '{text}' is not of the form NAME=FILE.npy.");
    }

    private static Dictionary<string, Tensor> ReadInputs(Model model, string[][] pairs)
    {
        var inputs = new Dictionary<string, Tensor>();
        foreach (string[] pair in pairs)
        {
            GraphInput input = model.Inputs.FirstOrDefault(i => i.Name == pair[0])
                ?? throw new CommandException($"{model.Name} has no input '{pair[0]}'. Its inputs: {string.Join("; ", model.Inputs)}.");
            Tensor tensor = NpyFile.Read(pair[1]);
            // NumPy's default integer is 64 bits wide, its default real a double: what fits is taken.
            if (tensor.ElementType == ElementType.Float32 && input.ElementType != ElementType.Float32)
                throw new CommandException($"{pair[1]} holds real numbers, but input '{input}' takes {input.ElementType}.");
            if (!inputs.TryAdd(input.Name, tensor.ConvertTo(input.ElementType)))
                throw new CommandException($"--input names '{input.Name}' twice.");
        }
        string[] missing = [.. model.Inputs.Where(i => !inputs.ContainsKey(i.Name)).Select(i => $"--input {i.Name}=FILE.npy ({i})")];
        return missing.Length == 0 ? inputs : throw new CommandException($"{model.Name} needs more inputs: {string.Join(", ", missing)}.");
    }

    private static void Tell(CommandContext context, string name, Tensor tensor, string? folder)
    {
        string? file = folder is null ? null : Path.Combine(folder, TensorNames.FileName(name) + ".npy");
        if (file is not null)
            NpyFile.Write(file, tensor);
        if (context.Json)
            context.WriteJson(json => Describe(json, name, tensor, file));
        else
            context.Output.WriteLine($"{name}: {tensor}{Range(tensor)}{(file is null ? "" : $" -> {file}")}");
    }

    private static string Range(Tensor tensor)
    {
        if (tensor.Shape.Count == 0)
            return "";
        float[] values = tensor.ToFloatArray();
        return string.Create(CultureInfo.InvariantCulture, $", {values.Min():g6} to {values.Max():g6}");
    }

    private static void Describe(Utf8JsonWriter json, string name, Tensor tensor, string? file)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("type", tensor.ElementType.ToString());
        json.WriteStartArray("shape");
        foreach (int extent in tensor.Shape.Dimensions)
            json.WriteNumberValue(extent);
        json.WriteEndArray();
        float[] values = tensor.ToFloatArray();
        json.WriteReal("min", values.Length == 0 ? double.NaN : values.Min());
        json.WriteReal("max", values.Length == 0 ? double.NaN : values.Max());
        json.WriteString("file", file);
        json.WriteEndObject();
    }
}
