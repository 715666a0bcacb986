using System.CommandLine;
using CnnVulkan.Cli.Benchmarks;
using CnnVulkan.Cli.Commands;
using CnnVulkan.Cli.Output;
using CnnVulkan.Plans;
using CnnVulkan.Tuning;
using Spectre.Console;

namespace CnnVulkan.Benchmarks;

/// <summary>
/// What runs where no command is named. A kernel's time is the difference of two time stamps of the GPU: benchmarking frameworks that time a call on the CPU
/// would measure the submission and the wait as well, which is most of a small kernel.
/// </summary>
internal sealed class LayersCommand : RootCommand
{
    /// <summary>Milliseconds spent on a layer, once it has run three times.</summary>
    private const double Patience = 300;

    private readonly Option<string[]> _networks = new("--network") { Description = "Only layers of these networks.", HelpName = "NAME", DefaultValueFactory = _ => [.. BenchSuite.Classic] };
    private readonly Option<string?> _layer = new("--layer") { Description = "Only layers whose name or description contains this.", HelpName = "TEXT" };
    private readonly Option<Way?> _way = WayOption.Create();
    private readonly Option<bool> _all = new("--all") { Description = "Layers without multiply-adds as well." };
    private readonly Option<int> _runs = ModelOptions.Count("--runs", "Runs of each layer at most.", usual: 30, least: 3);
    private readonly Option<Precision> _precision = ModelOptions.Precision();
    private readonly Option<string?> _device = new("--device") { Description = "The Vulkan device: its number or a part of its name." };
    private readonly Option<bool> _json = new("--json") { Description = "One JSON object per line." };

    public LayersCommand()
        : base("Times each distinct layer shape of the classic networks by itself and holds it against what the device can do at most.")
    {
        foreach (Option option in new Option[] { _networks, _layer, _way, _all, _runs, _precision, _device, _json })
            Options.Add(option);
        SetAction(Run);
    }

    private void Run(ParseResult parsed)
    {
        using VisionDevice device = VisionDevice.Create(new VisionDeviceOptions { Device = parsed.GetValue(_device) });
        DeviceSpeed speed = DeviceSpeed.Measure(device);
        bool json = parsed.GetValue(_json);
        if (json)
            JsonLine.Write(Console.Out, j => LayerReport.Describe(j, device.Name, speed));
        KernelChoices? choices = parsed.GetValue(_way) is { } way ? KernelChoices.Always(way) : null;
        LayerCase[] cases = [.. LayerCase.Distinct(parsed.GetValue(_networks)!, device.Profile).Where(c => Selected(parsed, c))];
        var results = new List<LayerResult>();
        // Network by network: the weights of all seven take a gigabyte.
        foreach (IGrouping<string, LayerCase> network in cases.GroupBy(c => c.Network))
        {
            foreach (LayerResult result in LayerResult.Measure(network.Key, [.. network], device, parsed.GetValue(_precision), choices, parsed.GetValue(_runs), Patience))
            {
                results.Add(result);
                if (json)
                    JsonLine.Write(Console.Out, j => LayerReport.Describe(j, result, speed));
            }
        }
        if (json)
            return;
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 200);
        AnsiConsole.Write(LayerReport.Table(results, speed));
        AnsiConsole.Write(LayerReport.Sums(results, speed));
        Console.WriteLine($"{device.Name}: {speed.Gflops:0.0} GFLOP/s, copies {speed.CopyGigabytesPerSecond:0.0} GB/s");
    }

    private bool Selected(ParseResult parsed, LayerCase layer)
    {
        string? text = parsed.GetValue(_layer);
        return (parsed.GetValue(_all) || layer.MultiplyAdds > 0)
            && (text is null || layer.Node.Contains(text, StringComparison.OrdinalIgnoreCase) || layer.Description.Contains(text, StringComparison.OrdinalIgnoreCase));
    }
}
